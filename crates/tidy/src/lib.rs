//! Tests of the workspace itself. Nothing depends on this crate and it ships nothing; the tests are in `tests/`.
//!
//! | test file | holds |
//! |---|---|
//! | `arrows.rs` | which crate may depend on which, and which library belongs to which crate |
//! | `layers.rs` | which module of crate `model` may name which |
//! | `sizes.rs` | lines of code per file |
//! | `names.rs` | names of fields and columns end in their unit |
//! | `words.rs` | what no file of the tree may contain |
//! | `documents.rs` | links and code paths in the documents lead somewhere; the phases of a week are listed as they are |
//!
//! The library holds what these tests share: the tree of files, Rust source reduced to its code, and Markdown.

pub mod code;
pub mod markdown;
pub mod tree;
