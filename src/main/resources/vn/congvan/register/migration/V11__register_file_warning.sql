-- What an author and a signer must be told of a document's files although they were taken: code, Vietnamese, English, a line each.
ALTER TABLE outgoing_document ADD COLUMN file_warning TEXT;
