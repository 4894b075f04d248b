package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;

/**
 * The files somebody named, and every PDF in the folders they named, sorted within each folder.
 *
 * @param notFound what was named, or lies in what was named, and could not be looked into
 */
record PdfFiles(List<Path> files, List<Reason> notFound) {
  PdfFiles {
    files = List.copyOf(files);
    notFound = List.copyOf(notFound);
  }

  static PdfFiles of(List<Path> named) {
    var files = new ArrayList<Path>();
    var notFound = new ArrayList<Reason>();
    for (var path : named) {
      if (Files.isDirectory(path)) {
        within(path, files, notFound);
      } else {
        files.add(path);
      }
    }
    return new PdfFiles(files, notFound);
  }

  /** Links to folders are not followed: they may lead in circles. */
  private static void within(Path folder, List<Path> files, List<Reason> notFound) {
    var search = new Search();
    try {
      Files.walkFileTree(folder, search);
    } catch (IOException e) {
      search.unread.add(PdfFiles.unread(folder));
    }
    if (search.found.isEmpty() && search.unread.isEmpty()) {
      notFound.add(
          new Reason(
              "VERIFY.NO_PDF",
              "thư mục %s không có tệp PDF nào. Kiểm tra đường dẫn".formatted(folder),
              "the folder %s holds no PDF; check its path".formatted(folder)));
    }
    search.found.stream().sorted().forEach(files::add);
    notFound.addAll(search.unread);
  }

  private static Reason unread(Path folder) {
    return new Reason(
        "VERIFY.FOLDER_UNREAD",
        "không đọc được thư mục %s nên chưa kiểm tra tệp ở đó. Kiểm tra quyền".formatted(folder),
        "cannot read the folder %s, so its files are not judged; check its rights"
            .formatted(folder));
  }

  private static final class Search extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();
    private final List<Reason> unread = new ArrayList<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".pdf") && !Files.isDirectory(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unread.add(PdfFiles.unread(file));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      if (e != null) {
        unread.add(PdfFiles.unread(folder));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
