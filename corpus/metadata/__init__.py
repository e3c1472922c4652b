"""What a document says of itself: issuer, number, dates, validity, versions, repeals."""
