//! One shard from its claim to its file.

use sweep::ShardEnd;

use super::opened::Opened;
use super::outcome::outcome;
use crate::progress::Progress;

/// Makes a shard unless it is there; an error when somebody else is making it.
pub(super) fn make(opened: &Opened, shard: u64, progress: &Progress) -> anyhow::Result<ShardEnd> {
    let Opened { plan, shards } = opened;
    plan.make_shard(shards, shard, |run| outcome(plan, run, progress))
}
