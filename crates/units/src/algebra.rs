//! Which quantities multiply and divide, and into what. One line per law; products hold in both orders.

use core::ops::{Div, Mul};

use crate::{Mass, MassRate, Money, MoneyRate, Price, Share, Span};

macro_rules! product {
    ($left:ident * $right:ident = $result:ident) => {
        impl Mul<$right> for $left {
            type Output = $result;
            fn mul(self, right: $right) -> $result {
                canonical!($result(
                    canonical!(self as $left) * canonical!(right as $right)
                ))
            }
        }
        impl Mul<$left> for $right {
            type Output = $result;
            fn mul(self, right: $left) -> $result {
                right * self
            }
        }
    };
}

macro_rules! quotient {
    ($left:ident / $right:ident = $result:ident) => {
        impl Div<$right> for $left {
            type Output = $result;
            fn div(self, right: $right) -> $result {
                canonical!($result(
                    canonical!(self as $left) / canonical!(right as $right)
                ))
            }
        }
    };
}

/// Into and out of the canonical unit of a quantity: tonnes, USD, years.
macro_rules! canonical {
    ($value:ident as Mass) => {
        $value.as_tonnes()
    };
    ($value:ident as MassRate) => {
        $value.as_tonnes_per_year()
    };
    ($value:ident as Price) => {
        $value.as_usd_per_tonne()
    };
    ($value:ident as Money) => {
        $value.as_usd()
    };
    ($value:ident as MoneyRate) => {
        $value.as_usd_per_year()
    };
    ($value:ident as Share) => {
        $value.as_fraction()
    };
    ($value:ident as Span) => {
        $value.as_years()
    };
    (Mass($value:expr)) => {
        Mass::tonnes($value)
    };
    (MassRate($value:expr)) => {
        MassRate::tonnes_per_year($value)
    };
    (Price($value:expr)) => {
        Price::usd_per_tonne($value)
    };
    (Money($value:expr)) => {
        Money::usd($value)
    };
    (MoneyRate($value:expr)) => {
        MoneyRate::usd_per_year($value)
    };
    (Span($value:expr)) => {
        Span::years($value)
    };
}

product!(Mass * Price = Money);
product!(MassRate * Span = Mass);
product!(MassRate * Price = MoneyRate);
product!(MoneyRate * Span = Money);

quotient!(Mass / Span = MassRate);
quotient!(Mass / MassRate = Span);
quotient!(Money / Mass = Price);
quotient!(Money / Price = Mass);
quotient!(Money / Span = MoneyRate);
quotient!(MoneyRate / MassRate = Price);

product!(Mass * Share = Mass);
product!(MassRate * Share = MassRate);
product!(Price * Share = Price);
product!(Money * Share = Money);
product!(MoneyRate * Share = MoneyRate);

/// A part of a part is a part.
impl Mul for Share {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::clamped(self.as_fraction() * other.as_fraction())
    }
}
