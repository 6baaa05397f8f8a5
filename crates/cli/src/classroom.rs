//! `monazite classroom`: opens the page on which a class moves levers and sees what follows.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use page::{Lab, Options, Service};

use crate::{input, interrupt, screen};

/// Open a page on which a class moves levers and sees prices, shares and stocks respond
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Scenario to open besides the worlds for lessons; levers are read from the file of its name in a folder `labs` beside it, if there is one
    #[arg(value_name = "SCENARIO.ron")]
    scenario: Option<PathBuf>,
    /// Let others on the network connect, by a code; without it only this machine can
    #[arg(long)]
    lan: bool,
    /// First port to try, up to ten beyond it
    #[arg(long, default_value_t = 8377, value_name = "N")]
    port: u16,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    let mut labs = Vec::new();
    if let Some(path) = &arguments.scenario {
        let loaded = input::load(path)?;
        input::check(&loaded)?;
        labs.push(Lab::of(&loaded)?);
    }
    let asked = labs.first().map(|lab| lab.name.clone());
    labs.extend(
        Lab::shipped()
            .into_iter()
            .filter(|lab| Some(&lab.name) != asked.as_ref()),
    );
    let options = Options {
        port: arguments.port,
        is_lan: arguments.lan,
        labs,
    };
    let mut told = Ok(());
    Service::run(
        options,
        |service| told = screen::say(&words(service)),
        || interrupt::check().is_err(),
    )
    .context("the page cannot be opened")?;
    told
}

/// What somebody needs to know to open the page.
fn words(service: &Service) -> String {
    let addresses = service.addresses();
    let mut text = format!("The page is open: {}\n", addresses[0]);
    if let Some(code) = service.code() {
        let _ = writeln!(text, "Code of the class: {code}");
        for address in &addresses[1..] {
            let _ = write!(
                text,
                "On the network:   {address}
{}",
                square(address)
            );
        }
        if addresses.len() == 1 {
            text += "On the network:   this machine has no address there\n";
        }
        text += "Others on this network can read the page and start runs; nothing else of this machine is open to them.\n";
    }
    text += "Ctrl-C closes it.\n";
    text
}

/// A QR code of an address for the screen; nothing where it does not fit.
fn square(address: &str) -> String {
    let Ok(code) = qrcode::QrCode::new(address.as_bytes()) else {
        return String::new();
    };
    let drawn = code.render::<qrcode::render::unicode::Dense1x2>();
    format!("{}\n", { drawn }.quiet_zone(true).build())
}
