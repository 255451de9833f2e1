//! How large a bundle may be. Own conventions: far above what a case of thousands of documents shares, far below what hurts.

/// Longest bundle, bytes as it arrives.
pub const LONGEST_FILE: u64 = 32 * 1024 * 1024;
/// Longest list of records, bytes before compression: a small file that unfolds to more is a bomb.
pub const LONGEST_BODY: u64 = 256 * 1024 * 1024;
/// Records at the most.
pub const MOST_RECORDS: u64 = 500_000;
/// Longest header, bytes.
pub const LONGEST_HEADER: usize = 16 * 1024;
/// Longest single text of a record, code points: a quote is a sentence.
pub const LONGEST_TEXT: usize = 4_000;
/// Longest list within a record.
pub const LONGEST_LIST: usize = 10_000;
/// Highest number of a bundle: a thousand a day for a thousand years.
pub const HIGHEST_NUMBER: u64 = 400_000_000;
