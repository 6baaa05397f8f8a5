//! Money: one account per agent and government and one for the rest of the economy.
//!
//! Every payment has a payer and a payee, so the accounts always sum to zero; the invariant checks it anyway.

use crate::agent::AgentIndex;
use crate::place::CountryIndex;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// An account: where money comes from or goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    /// A mine, refiner, buyer or trader.
    Agent(AgentIndex),
    /// A government's budget.
    Government(CountryIndex),
    /// Households, carriers, insurers, workers, builders: everybody who is not simulated.
    Outside,
}

/// All accounts [USD].
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Ledger {
    balance_usd: Vec<f64>,
    /// Put into plants so far, by account.
    capital_usd: Vec<f64>,
    n_agents: usize,
    turnover_usd: f64,
}

impl Ledger {
    /// Opens empty accounts.
    pub(crate) fn new(n_agents: usize, n_countries: usize) -> Self {
        Self {
            balance_usd: vec![0.0; n_agents + n_countries + 1],
            capital_usd: vec![0.0; n_agents + n_countries + 1],
            n_agents,
            turnover_usd: 0.0,
        }
    }

    fn at(&self, account: Account) -> usize {
        match account {
            Account::Agent(agent) => agent,
            Account::Government(country) => self.n_agents + country,
            Account::Outside => self.balance_usd.len() - 1,
        }
    }

    /// Moves money; a negative amount moves it back.
    pub(crate) fn pay(&mut self, from: Account, to: Account, usd: f64) {
        let (from, to) = (self.at(from), self.at(to));
        self.balance_usd[from] -= usd;
        self.balance_usd[to] += usd;
        self.turnover_usd += usd.abs();
    }

    /// Pays for a plant and remembers what went into it.
    pub(crate) fn invest(&mut self, agent: AgentIndex, usd: f64) {
        self.pay(Account::Agent(agent), Account::Outside, usd);
        self.capital_usd[agent] += usd;
    }

    /// Lets a government pay for a part of a plant, which is then its own.
    pub(crate) fn take_stake(&mut self, government: CountryIndex, agent: AgentIndex, usd: f64) {
        let owner = Account::Government(government);
        self.pay(owner, Account::Agent(agent), usd);
        let at = self.at(owner);
        self.capital_usd[at] += usd;
        self.capital_usd[agent] -= usd;
    }

    /// What an account has put into plants so far [USD].
    pub(crate) fn capital_usd(&self, account: Account) -> f64 {
        self.capital_usd[self.at(account)]
    }

    /// Balance of an account [USD]; every account starts at zero.
    pub(crate) fn balance_usd(&self, account: Account) -> f64 {
        self.balance_usd[self.at(account)]
    }

    /// Sum of all accounts over all money ever moved; zero but for rounding.
    pub(crate) fn relative_error(&self) -> f64 {
        self.balance_usd.iter().sum::<f64>().abs() / self.turnover_usd.max(1.0)
    }

    /// All balances in order, for state hashes.
    pub(crate) fn balances_usd(&self) -> &[f64] {
        &self.balance_usd
    }
}
