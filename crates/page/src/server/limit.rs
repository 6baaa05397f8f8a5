//! How much a socket may ask, and how many sockets there may be.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use tokio::time::Instant;

/// Messages per second, on average.
const PER_SECOND: f64 = 10.0;
/// Messages at once.
const BURST: f64 = 20.0;
/// Messages that are refused before a socket is closed.
pub(super) const STRIKES: u32 = 5;
/// Sockets in all.
const MOST_SOCKETS: usize = 80;
/// Sockets from one address; this machine itself may have as many as there are.
const MOST_PER_ADDRESS: usize = 6;
/// Wrong codes from one address within a minute.
const MOST_WRONG: usize = 8;
/// Addresses that are counted, so that a flood of them takes no memory; a school has fewer devices.
const MOST_COUNTED: usize = 4096;
/// Longest work on one question, and on one run of a league.
pub(super) const LONGEST_WORK: Duration = Duration::from_secs(20);
const A_MINUTE: Duration = Duration::from_mins(1);

/// A bucket that fills with time and is emptied by messages.
#[derive(Debug)]
pub(super) struct Bucket {
    tokens: f64,
    last: Instant,
}

impl Bucket {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            tokens: BURST,
            last: now,
        }
    }

    /// Whether a message may pass.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.last).as_secs_f64();
        self.last = now;
        self.tokens = (self.tokens + passed * PER_SECOND).min(BURST);
        let may = self.tokens >= 1.0;
        if may {
            self.tokens -= 1.0;
        }
        may
    }
}

/// Who is connected, and who tried wrong codes.
#[derive(Debug, Default)]
pub(super) struct Doorkeeper {
    inside: BTreeMap<IpAddr, usize>,
    wrong: BTreeMap<IpAddr, Vec<Instant>>,
    /// Addresses from which a socket ever came: they are counted, never shown or written down.
    seen: BTreeSet<IpAddr>,
}

/// How many other devices there are, by their addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Others {
    /// Connected.
    pub(super) now: usize,
    /// Ever connected.
    pub(super) ever: usize,
}

impl Doorkeeper {
    /// Whether one more socket of an address may come in.
    pub(super) fn enter(&mut self, address: IpAddr) -> bool {
        let all: usize = self.inside.values().sum();
        let own = self.inside.entry(address).or_default();
        let is_crowd = !address.is_loopback() && *own >= MOST_PER_ADDRESS;
        if all >= MOST_SOCKETS || is_crowd {
            return false;
        }
        *own += 1;
        if self.seen.len() < MOST_COUNTED {
            self.seen.insert(address);
        }
        true
    }

    pub(super) fn leave(&mut self, address: IpAddr) {
        if let Some(own) = self.inside.get_mut(&address) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                self.inside.remove(&address);
            }
        }
    }

    /// Devices that are not this machine, which may come by its own addresses in the network too.
    pub(super) fn others(&self, own: &[IpAddr]) -> Others {
        let is_other = |address: &&IpAddr| !address.is_loopback() && !own.contains(address);
        let inside = self.inside.iter().filter(|(_, sockets)| **sockets > 0);
        Others {
            now: inside.map(|(address, _)| address).filter(is_other).count(),
            ever: self.seen.iter().filter(is_other).count(),
        }
    }

    /// Whether an address may try a code.
    pub(super) fn may_try(&mut self, address: IpAddr, now: Instant) -> bool {
        self.wrong.retain(|_, tries| {
            tries.retain(|at| now.saturating_duration_since(*at) < A_MINUTE);
            !tries.is_empty()
        });
        self.wrong
            .get(&address)
            .is_none_or(|tries| tries.len() < MOST_WRONG)
    }

    pub(super) fn was_wrong(&mut self, address: IpAddr, now: Instant) {
        self.wrong.entry(address).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const PHONE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 9));

    #[tokio::test(start_paused = true)]
    async fn twenty_messages_at_once_then_ten_a_second() {
        let mut bucket = Bucket::new(Instant::now());
        let at_once = (0..30).filter(|_| bucket.take(Instant::now())).count();
        assert_eq!(at_once, 20);
        tokio::time::advance(Duration::from_secs(1)).await;
        let a_second_later = (0..30).filter(|_| bucket.take(Instant::now())).count();
        assert_eq!(a_second_later, 10);
    }

    #[test]
    fn seventh_socket_of_a_phone_and_eighty_first_of_all_stay_out() {
        let mut door = Doorkeeper::default();
        assert_eq!((0..9).filter(|_| door.enter(PHONE)).count(), 6);
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        assert_eq!((0..90).filter(|_| door.enter(here)).count(), 74);
        door.leave(PHONE);
        assert!(door.enter(PHONE) && !door.enter(here));
    }

    #[test]
    fn other_devices_are_counted_once_each_and_this_machine_is_none() {
        let mut door = Doorkeeper::default();
        let own = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 2));
        let tablet = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 10));
        for address in [PHONE, PHONE, tablet, own, IpAddr::V4(Ipv4Addr::LOCALHOST)] {
            assert!(door.enter(address));
        }
        assert_eq!(door.others(&[own]), Others { now: 2, ever: 2 });
        door.leave(PHONE);
        door.leave(tablet);
        assert_eq!(door.others(&[own]), Others { now: 1, ever: 2 });
        door.leave(PHONE);
        door.enter(PHONE);
        assert_eq!(door.others(&[own]), Others { now: 1, ever: 2 });
    }

    #[test]
    fn counting_devices_takes_no_more_memory_than_a_school_needs() {
        let mut door = Doorkeeper::default();
        for at in 0..10_000_u32 {
            let address = IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + at));
            assert!(door.enter(address));
            door.leave(address);
        }
        assert_eq!(
            door.others(&[]),
            Others {
                now: 0,
                ever: MOST_COUNTED
            }
        );
    }

    #[tokio::test(start_paused = true)]
    async fn eight_wrong_codes_cost_a_minute() {
        let mut door = Doorkeeper::default();
        for _ in 0..8 {
            assert!(door.may_try(PHONE, Instant::now()));
            door.was_wrong(PHONE, Instant::now());
        }
        assert!(!door.may_try(PHONE, Instant::now()));
        tokio::time::advance(Duration::from_secs(61)).await;
        assert!(door.may_try(PHONE, Instant::now()));
    }
}
