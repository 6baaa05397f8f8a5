//! The weakest link: the material and stage at which an embargo hurts the target most for what it costs the imposer.

use crate::curve::coercive_ratio;

/// Longest horizon of the embargoes that are compared [weeks].
pub const HORIZON_WEEKS: u32 = 52;

/// One good, embargoed alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The good, as numbered in the scenario.
    pub good: usize,
    /// Cost to the target [USD].
    pub target_usd: f64,
    /// Cost to the imposer [USD].
    pub imposer_usd: f64,
}

impl Link {
    /// Coercive ratio.
    pub fn ratio(&self) -> f64 {
        coercive_ratio(self.target_usd, self.imposer_usd)
    }
}

/// The link with the highest ratio; the first of equals, none where no embargo costs the target anything.
pub fn weakest(links: &[Link]) -> Option<Link> {
    let mut best: Option<Link> = None;
    for link in links.iter().filter(|link| link.target_usd > 0.0) {
        if best.is_none_or(|best| link.ratio() > best.ratio()) {
            best = Some(*link);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(good: usize, target_usd: f64, imposer_usd: f64) -> Link {
        Link {
            good,
            target_usd,
            imposer_usd,
        }
    }

    #[test]
    fn weakest_link_has_the_highest_ratio_not_the_highest_cost() {
        let links = [link(0, 9e9, 3e9), link(1, 4e9, 0.5e9), link(2, 8e9, 1e9)];
        // 3, 8 and 8: the first of the equals
        assert_eq!(weakest(&links).map(|link| link.good), Some(1));
    }

    #[test]
    fn nothing_is_weak_where_nothing_costs() {
        assert_eq!(weakest(&[link(0, 0.0, 1e9), link(1, -5.0, 0.0)]), None);
    }
}
