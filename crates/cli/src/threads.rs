//! How many threads the commands spread their runs over.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The argument that every command with many runs has.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Threads {
    /// Threads over which runs are spread; results do not depend on it [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// Threads for so many runs: as asked, or one per processor, and never more than runs.
    pub(crate) fn pool(self, runs: u32) -> anyhow::Result<ThreadPool> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = self.threads.map_or(processors, usize::from);
        let threads = threads.min(runs as usize);
        Ok(ThreadPoolBuilder::new().num_threads(threads).build()?)
    }
}
