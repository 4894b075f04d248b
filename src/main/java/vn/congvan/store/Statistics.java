package vn.congvan.store;

/**
 * What a database has done since it was opened, and how many wait for it now.
 *
 * @param units units of work that were committed
 * @param statements run in units of work, those of units that were not committed too
 * @param commits physical commits, each one sync of the disk on SQLite; fewer than {@code units}
 *     where units shared them
 * @param rolledBack units that ended without a commit, by their own choice or a failed statement
 * @param lost units that failed although they had asked for their commit, because the commit they
 *     shared failed
 * @param expired units rolled back because they kept the database too long
 * @param waiting units whose turn has not come, at this moment
 */
public record Statistics(
    long units,
    long statements,
    long commits,
    long rolledBack,
    long lost,
    long expired,
    int waiting) {}
