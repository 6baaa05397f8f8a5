//! The program as its users meet it: words in; text, files and exit codes out.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]

mod analyse;
mod compare;
mod desk;
mod faults;
mod hindcast;
mod import;
mod import_faults;
#[cfg(unix)]
mod interrupt;
mod leverage;
mod plan_faults;
mod reference;
mod report;
mod run;
mod shards;
mod sweep;
