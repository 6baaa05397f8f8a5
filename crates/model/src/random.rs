//! Keyed random streams: the same draw for the same (seed, replicate, week, purpose, agent), whatever else happens.
//!
//! Every draw opens a fresh stream from its key, so adding an agent or a mechanism shifts no other draw, two
//! variants of a scenario share their luck (common random numbers), and a fork needs no random state.
//! Agents enter by a hash of their scenario id, never by position or `Entity`.
//! Only uniforms are taken from the generator; the transforms below use `libm`, because the ones of `rand_distr`
//! change with a cargo feature of an unrelated crate (num-traits/std).

use bevy_ecs::prelude::Resource;
use rand::RngExt;
use rand::TryRng;
use rand_distr::Distribution;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// What a draw is for. The number is part of the key and must never be reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Days an export licence takes.
    LicenceDelay = 1,
    /// Whether a funded project decides this quarter.
    InvestmentDecision = 2,
    /// Years from decision to first output.
    BuildTime = 3,
    /// Capital overrun of a project.
    Overrun = 4,
    /// Months a supplier takes to qualify.
    Qualification = 5,
    /// Which curb a government chooses.
    CurbChoice = 20,
    /// Whether a target concedes.
    Concession = 21,
    /// What moves tension without a date in the scenario.
    TensionNoise = 22,
}

/// The scrambler of `SplitMix64` (Steele et al. 2014).
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Golden-ratio increment of `SplitMix64`.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// Turns a scenario id into a key: FNV-1a, stable across versions and platforms.
pub(crate) fn id_key(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The luck of one run: seed and replicate.
#[derive(Resource, Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Luck {
    seed: u64,
    replicate: u64,
}

impl Luck {
    /// Luck of `replicate` under `seed`.
    pub(crate) fn new(seed: u64, replicate: u32) -> Self {
        Self {
            seed,
            replicate: u64::from(replicate),
        }
    }

    /// Luck of an imagined world: the same for all that is compared in it, and never that of a run.
    pub(crate) fn imagined(&self, world: u32) -> Self {
        Self {
            seed: mix(self.seed ^ id_key("imagined")),
            replicate: mix(self.replicate ^ (u64::from(world) << 32) ^ id_key("world")),
        }
    }

    /// Opens the stream of one draw.
    pub(crate) fn stream(&self, week: u32, purpose: Purpose, agent_key: u64) -> Stream {
        let words = [self.replicate, u64::from(week), purpose as u64, agent_key];
        Stream(
            words
                .into_iter()
                .fold(mix(self.seed ^ GAMMA), |hash, word| {
                    mix(hash.wrapping_add(GAMMA) ^ word.wrapping_mul(0xd134_2543_de82_ef95))
                }),
        )
    }
}

/// A short-lived random stream (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Stream(u64);

impl Stream {
    /// Uniform in [0, 1).
    pub(crate) fn uniform(&mut self) -> f64 {
        self.random::<f64>()
    }
}

impl TryRng for Stream {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(GAMMA);
        Ok(mix(self.0))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

/// Standard normal by Box and Muller (1958).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Normal;

impl Distribution<f64> for Normal {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - rng.random::<f64>()));
        radius * libm::cos(std::f64::consts::TAU * rng.random::<f64>())
    }
}

/// Log-normal with a given mean of the variable itself: `mean * exp(sigma z - sigma^2 / 2)`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogNormal {
    /// Mean of the draws.
    pub(crate) mean: f64,
    /// Standard deviation of the logarithm.
    pub(crate) sigma: f64,
}

impl Distribution<f64> for LogNormal {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.mean * libm::exp(self.sigma * Normal.sample(rng) - 0.5 * self.sigma * self.sigma)
    }
}

/// Gamma with given mean and coefficient of variation (Marsaglia and Tsang 2000); a constant when the variation is nil.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gamma {
    /// Mean of the draws.
    pub(crate) mean: f64,
    /// Standard deviation over mean, at most 1 (shape at least 1).
    pub(crate) variation: f64,
}

impl Distribution<f64> for Gamma {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        if self.variation <= 0.0 || self.mean <= 0.0 {
            return self.mean.max(0.0);
        }
        let shape = (1.0 / (self.variation * self.variation)).max(1.0);
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let normal = Normal.sample(rng);
            let base = 1.0 + c * normal;
            let v = base * base * base;
            let u = 1.0 - rng.random::<f64>();
            if v > 0.0 && libm::log(u) < 0.5 * normal * normal + d * (1.0 - v + libm::log(v)) {
                return d * v * self.mean / shape;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws<D: Distribution<f64>>(distribution: D) -> Vec<f64> {
        let luck = Luck::new(7, 0);
        (0..20_000)
            .map(|week| {
                distribution.sample(&mut luck.stream(week, Purpose::BuildTime, id_key("mine")))
            })
            .collect()
    }

    fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let variance =
            values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64;
        (mean, libm::sqrt(variance))
    }

    #[test]
    fn same_key_gives_the_same_draw_and_another_key_another() {
        let luck = Luck::new(1, 0);
        let draw = |week, purpose, id| luck.stream(week, purpose, id_key(id)).uniform();
        assert!(
            (draw(3, Purpose::BuildTime, "a") - draw(3, Purpose::BuildTime, "a")).abs()
                < f64::EPSILON
        );
        for other in [
            draw(4, Purpose::BuildTime, "a"),
            draw(3, Purpose::Overrun, "a"),
            draw(3, Purpose::BuildTime, "b"),
            Luck::new(2, 0)
                .stream(3, Purpose::BuildTime, id_key("a"))
                .uniform(),
            Luck::new(1, 1)
                .stream(3, Purpose::BuildTime, id_key("a"))
                .uniform(),
        ] {
            assert!((other - draw(3, Purpose::BuildTime, "a")).abs() > 1e-9);
        }
    }

    #[test]
    fn imagined_worlds_have_luck_of_their_own() {
        let luck = Luck::new(1, 0);
        let draw = |luck: Luck| luck.stream(3, Purpose::BuildTime, id_key("a")).uniform();
        let draws = [
            draw(luck),
            draw(luck.imagined(0)),
            draw(luck.imagined(1)),
            draw(Luck::new(1, 1).imagined(0)),
            draw(Luck::new(2, 0).imagined(0)),
        ];
        for (at, one) in draws.iter().enumerate() {
            assert!(draws[..at].iter().all(|other| (one - other).abs() > 1e-9));
        }
        assert_eq!(draw(luck.imagined(1)).to_bits(), draws[2].to_bits());
    }

    #[test]
    fn gamma_has_the_mean_and_spread_asked_for() {
        let (mean, deviation) = mean_and_deviation(&draws(Gamma {
            mean: 60.0,
            variation: 0.4,
        }));
        // 20,000 draws: standard error of the mean 24 / sqrt(20,000) = 0.17
        assert!((mean - 60.0).abs() < 0.7, "{mean}");
        assert!((deviation - 24.0).abs() < 0.7, "{deviation}");
    }

    #[test]
    fn log_normal_has_the_mean_asked_for() {
        let (mean, _) = mean_and_deviation(&draws(LogNormal {
            mean: 1.4,
            sigma: 0.3,
        }));
        // deviation 1.4 * sqrt(exp(0.09) - 1) = 0.43; standard error 0.003
        assert!((mean - 1.4).abs() < 0.015, "{mean}");
    }

    #[test]
    fn draws_are_pinned_bit_by_bit() {
        // A change here changes every result: it needs a CHANGELOG line.
        let luck = Luck::new(1, 0);
        let mut stream = luck.stream(0, Purpose::LicenceDelay, id_key("dysprosium_oxide"));
        assert_eq!(stream.uniform().to_bits(), PINNED_UNIFORM);
        assert_eq!(
            Gamma {
                mean: 67.0,
                variation: 0.3
            }
            .sample(&mut stream)
            .to_bits(),
            PINNED_GAMMA
        );
    }

    const PINNED_UNIFORM: u64 = 4_606_230_731_238_208_258;
    const PINNED_GAMMA: u64 = 4_634_463_989_590_818_583;
}
