//! The progress bar: on standard error, and only where somebody looks at it.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const DRAWS_PER_SECOND: u8 = 10;

/// Weeks done over all replicates.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for `runs` of so many `weeks` each.
    pub(crate) fn new(name: &str, runs: u32, weeks: u32, is_quiet: bool) -> Self {
        Self::of_weeks(name, u64::from(weeks) * u64::from(runs), is_quiet)
    }

    /// A bar that nobody sees.
    pub(crate) fn hidden() -> Self {
        Self::of_weeks("", 0, true)
    }

    /// A bar for so many weeks.
    pub(crate) fn of_weeks(name: &str, weeks: u64, is_quiet: bool) -> Self {
        let target = if is_quiet || !stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(DRAWS_PER_SECOND)
        };
        let bar = ProgressBar::with_draw_target(Some(weeks), target)
            .with_style(style())
            .with_prefix(name.to_owned());
        Self { bar }
    }

    /// One more week is done.
    pub(crate) fn week(&self) {
        self.bar.inc(1);
    }

    /// So many weeks are done, or will never be.
    pub(crate) fn weeks(&self, weeks: u32) {
        self.bar.inc(u64::from(weeks));
    }

    /// What is under way now.
    pub(crate) fn name(&self, name: &str) {
        self.bar.set_prefix(name.to_owned());
    }

    /// Takes the bar off the screen while something else is said.
    pub(crate) fn hide_while<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    /// Also after an error nothing of the bar stays on the screen.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    let plain = ProgressStyle::default_bar();
    ProgressStyle::with_template("{prefix} {wide_bar} {percent} % of weeks, {eta} left")
        .unwrap_or(plain)
}
