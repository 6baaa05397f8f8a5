//! How others reach the page, told to whoever sits at the machine that it runs on.
//!
//! The addresses carry the code of the class, and how many devices have come is the teacher's affair, so nobody else is told.

use std::net::IpAddr;

use super::desk;
use super::house::House;
use crate::message::{Answer, Door};

/// The answer for a socket of an address, as text.
pub(super) fn answer(house: &House, id: u32, asker: IpAddr) -> String {
    if !asker.is_loopback() {
        let why = "this is told on the machine alone that the program runs on";
        return desk::refused(Some(id), "elsewhere", why);
    }
    let others = house.others();
    desk::said(&Answer::Connection {
        id,
        is_lan: house.code.is_some(),
        doors: doors(house),
        others_now: others.now,
        others_ever: others.ever,
    })
}

/// The addresses, with a square for each that another device can open.
fn doors(house: &House) -> Vec<Door> {
    let door = |(at, address): (usize, String)| Door {
        // The first address is that of the machine to itself.
        square: if at == 0 {
            Vec::new()
        } else {
            desk::square(&address)
        },
        address,
    };
    house
        .addresses()
        .into_iter()
        .enumerate()
        .map(door)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn addresses_with_the_code_are_told_on_this_machine_alone() {
        let house = House::new(Vec::new(), 8377, true).unwrap();
        let code = house.code.clone().unwrap();
        let here = answer(&house, 1, IpAddr::V4(Ipv4Addr::LOCALHOST));
        assert!(here.contains(&format!("http://127.0.0.1:8377/#c={code}")));
        for elsewhere in [[192, 168, 1, 9], [10, 0, 0, 1], [8, 8, 8, 8]] {
            let there = answer(&house, 2, IpAddr::from(elsewhere));
            assert!(there.contains(r#""code":"elsewhere""#), "{there}");
            assert!(!there.contains(&code) && !there.contains("8377"), "{there}");
        }
    }

    #[test]
    fn every_address_of_the_network_has_a_square_and_that_of_this_machine_has_none() {
        let house = House::new(Vec::new(), 8377, true).unwrap();
        let doors = doors(&house);
        assert_eq!(doors.len(), house.addresses().len());
        assert!(doors[0].square.is_empty());
        assert!(doors[1..].iter().all(|door| door.square.len() >= 21));
    }
}
