//! Allocation: who gets how much of a release.
//!
//! Users at home have the first call on `home_share` of it. The rest goes by the scenario's rule to all who are still
//! short: by need, x_j ~ trust_j loss_j short_j; pro rata to ordinary use; by auction to whoever pays most; or in the order
//! of the treaty, home first. Nobody gets more than is missing; what one cannot take goes to the others by the same rule.
//! Allies together get no more than what does not stay at home.

use market::ration::{RationingRule, ration};
use scenario::Allocation;

/// Somebody who is short and can process what he gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claim {
    /// Whose need.
    pub(super) need: usize,
    /// Position of its country among those whom the depot serves; home is the first.
    pub(super) member: usize,
    /// What it ordered this week and did not get, at most what it can process in a week [t].
    pub(super) short_t: f64,
    /// Its ordinary use [t per week].
    pub(super) use_t: f64,
    /// What a missing tonne costs it [USD/t].
    pub(super) loss_usd_per_t: f64,
    /// Most that it pays [USD/t].
    pub(super) pays_usd_per_t: f64,
    /// Trust of the owner in its country, 1 for the owner.
    pub(super) trust: f64,
}

impl Claim {
    fn is_home(&self) -> bool {
        self.member == 0
    }
}

/// What there is to share out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Release {
    /// In all [t].
    pub(super) tonnes: f64,
    /// Part on which users at home have the first call.
    pub(super) home_share: f64,
    /// Most that allies get together [t].
    pub(super) most_abroad_t: f64,
}

/// Tonnes for each claim.
pub(super) fn allocate(release: Release, claims: &[Claim], rule: &Allocation) -> Vec<f64> {
    let at_home = shorts(claims, Claim::is_home);
    let mut given = vec![0.0; claims.len()];
    ration(
        &at_home,
        release.tonnes * release.home_share,
        RationingRule::ProRata,
        &[],
        &mut given,
    );
    let left_t = release.tonnes - given.iter().sum::<f64>();
    let missing: Vec<f64> = claims
        .iter()
        .zip(&given)
        .map(|(claim, given)| claim.short_t - given)
        .collect();
    let mut shares = by_rule(left_t, &missing, claims, rule);
    let abroad_t: f64 = (claims.iter().zip(&shares))
        .filter(|(claim, _)| !claim.is_home())
        .map(|(_, share)| share)
        .sum();
    if abroad_t > release.most_abroad_t {
        let cut = release.most_abroad_t / abroad_t;
        let mut back_t = abroad_t - release.most_abroad_t;
        for ((share, claim), missing) in shares.iter_mut().zip(claims).zip(&missing) {
            if claim.is_home() {
                let more_t = (missing - *share).min(back_t).max(0.0);
                *share += more_t;
                back_t -= more_t;
            } else {
                *share *= cut;
            }
        }
    }
    for (given, share) in given.iter_mut().zip(shares) {
        *given += share;
    }
    given
}

fn shorts(claims: &[Claim], is_meant: impl Fn(&Claim) -> bool) -> Vec<f64> {
    let short_t = |claim: &Claim| if is_meant(claim) { claim.short_t } else { 0.0 };
    claims.iter().map(short_t).collect()
}

fn by_rule(available_t: f64, missing_t: &[f64], claims: &[Claim], rule: &Allocation) -> Vec<f64> {
    let keys = |key: fn(&Claim) -> f64| -> Vec<f64> { claims.iter().map(key).collect() };
    let mut out = vec![0.0; claims.len()];
    match rule {
        Allocation::Need => {
            let weigh =
                |(claim, missing): (&Claim, &f64)| claim.trust * claim.loss_usd_per_t * missing;
            let weights: Vec<f64> = claims.iter().zip(missing_t).map(weigh).collect();
            share_by_weight(available_t, missing_t, &weights, &mut out);
        }
        Allocation::ProRata => {
            let weights = keys(|claim| claim.use_t);
            share_by_weight(available_t, missing_t, &weights, &mut out);
        }
        Allocation::Auction => {
            let keys = keys(|claim| claim.pays_usd_per_t);
            ration(
                missing_t,
                available_t,
                RationingRule::ByValue,
                &keys,
                &mut out,
            );
        }
        Allocation::FirstCome => {
            let keys = keys(|claim| -(claim.member as f64));
            ration(
                missing_t,
                available_t,
                RationingRule::ByValue,
                &keys,
                &mut out,
            );
        }
    }
    out
}

/// Shares in proportion to weights, nobody more than is missing; what the sated leave goes round again.
fn share_by_weight(available_t: f64, missing_t: &[f64], weights: &[f64], out: &mut [f64]) {
    let mut left_t = available_t.min(missing_t.iter().sum());
    // Each round sates at least one claim, or shares out all that is left.
    for _ in 0..missing_t.len() {
        let open = |at: usize, out: &[f64]| missing_t[at] > out[at] && weights[at] > 0.0;
        let total: f64 = (0..weights.len())
            .filter(|&at| open(at, out))
            .map(|at| weights[at])
            .sum();
        if left_t <= 0.0 || total <= 0.0 {
            return;
        }
        let round_t = left_t;
        for at in 0..weights.len() {
            if open(at, out) {
                let part_t = (round_t * weights[at] / total).min(missing_t[at] - out[at]);
                out[at] += part_t;
                left_t -= part_t;
            }
        }
    }
}

/// The price at which an auctioned release clears: what the highest bidder offers who is not served in full, and the
/// reserve price at least [USD/t].
pub(super) fn clearing_price(reserve_usd_per_t: f64, claims: &[Claim], given: &[f64]) -> f64 {
    let is_unserved = |(claim, given): &(&Claim, &f64)| claim.short_t - **given > 1e-9;
    let unserved = claims.iter().zip(given).filter(is_unserved);
    unserved
        .map(|(claim, _)| claim.pays_usd_per_t)
        .fold(reserve_usd_per_t, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [Allocation; 4] = [
        Allocation::Need,
        Allocation::ProRata,
        Allocation::Auction,
        Allocation::FirstCome,
    ];

    fn claim(member: usize, short_t: f64, use_t: f64, loss: f64, trust: f64) -> Claim {
        Claim {
            need: member,
            member,
            short_t,
            use_t,
            loss_usd_per_t: loss,
            pays_usd_per_t: loss / 2.0,
            trust,
        }
    }

    fn release(tonnes: f64) -> Release {
        Release {
            tonnes,
            home_share: 0.0,
            most_abroad_t: f64::INFINITY,
        }
    }

    /// Home is short of 4 t, one ally of 6 t at half the loss, another of 2 t at four times the loss and half the trust.
    fn three() -> [Claim; 3] {
        [
            claim(0, 4.0, 10.0, 1000.0, 1.0),
            claim(1, 6.0, 5.0, 500.0, 1.0),
            claim(2, 2.0, 5.0, 4000.0, 0.5),
        ]
    }

    fn assert_close(given: &[f64], expected: &[f64]) {
        let is_close = (given.iter().zip(expected)).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(is_close, "{given:?}, expected {expected:?}");
    }

    #[test]
    fn need_weighs_loss_shortage_and_trust() {
        // weights 4000, 3000, 4000 of 11,000: 5.5 t make 2, 1.5, 2
        let given = allocate(release(5.5), &three(), &Allocation::Need);
        assert_close(&given, &[2.0, 1.5, 2.0]);
        // 6.6 t: 2.4, 1.8 and 2.4, of which the third takes 2; its 0.4 go 4 to 3
        let given = allocate(release(6.6), &three(), &Allocation::Need);
        assert_close(&given, &[2.4 + 1.6 / 7.0, 1.8 + 1.2 / 7.0, 2.0]);
    }

    #[test]
    fn a_treaty_shares_by_use_an_auction_by_price_and_a_queue_by_place() {
        // 6 t by 10 : 5 : 5
        assert_close(
            &allocate(release(6.0), &three(), &Allocation::ProRata),
            &[3.0, 1.5, 1.5],
        );
        // they pay 500, 250, 2000
        assert_close(
            &allocate(release(5.0), &three(), &Allocation::Auction),
            &[3.0, 0.0, 2.0],
        );
        assert_close(
            &allocate(release(5.0), &three(), &Allocation::FirstCome),
            &[4.0, 1.0, 0.0],
        );
    }

    #[test]
    fn every_rule_gives_out_the_whole_release_and_nobody_more_than_is_missing() {
        for rule in RULES {
            for tonnes in [0.0, 0.5, 5.0, 11.9, 12.0, 30.0] {
                let given = allocate(release(tonnes), &three(), &rule);
                let total: f64 = given.iter().sum();
                assert!(
                    (total - tonnes.min(12.0)).abs() < 1e-9,
                    "{rule:?} gives {total} of {tonnes}"
                );
                let is_fair = (given.iter().zip(three()))
                    .all(|(given, claim)| *given >= 0.0 && *given <= claim.short_t + 1e-12);
                assert!(is_fair, "{rule:?} {given:?}");
            }
        }
    }

    #[test]
    fn home_has_the_first_call_and_keeps_what_is_its_own() {
        let first = Release {
            home_share: 0.5,
            ..release(4.0)
        };
        // 2 t for home; the other 2 by treaty 10 : 5 : 5
        assert_close(
            &allocate(first, &three(), &Allocation::ProRata),
            &[3.0, 0.5, 0.5],
        );
        let kept = Release {
            most_abroad_t: 1.0,
            ..release(8.0)
        };
        // 4, 2, 2 by treaty; allies get 1 of their 4, home is served already, 3 t stay
        assert_close(
            &allocate(kept, &three(), &Allocation::ProRata),
            &[4.0, 0.5, 0.5],
        );
    }

    #[test]
    fn an_auction_clears_at_the_first_bid_that_goes_short() {
        let claims = three();
        let given = allocate(release(5.0), &claims, &Allocation::Auction);
        // home pays 500 and misses 1 t
        assert!((clearing_price(100.0, &claims, &given) - 500.0).abs() < 1e-9);
        let given = allocate(release(12.0), &claims, &Allocation::Auction);
        assert!((clearing_price(100.0, &claims, &given) - 100.0).abs() < 1e-9);
    }
}
