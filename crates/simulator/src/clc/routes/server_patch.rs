//! Changes of one server: 204 where all of it is done at once, a job where any of it takes one.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::caller::Caller;
use crate::Simulator;
use crate::body::Input;
use crate::clc::effect::Effect;
use crate::clc::render;
use crate::clc::server_change::ServerChange;
use crate::clc::single::Single;
use crate::reply::{self, Refusal};

pub(super) async fn patch(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let single = Single::find(&world, caller.estate, caller.user.clone(), &id)?;
    let server = single.server(&world);
    let reserved = world.templates.reserved_for(server.os.family);
    let change = ServerChange::read(single.estate(&world), server, reserved, &body);
    let mut change = change.map_err(Refusal::ModelState)?;
    let resize = change.resize.take();
    let (estate, at) = (single.estate, single.server);
    change.carry_out(&mut world.estates[estate], at, &caller.user, now);
    let Some(resize) = resize else {
        return Ok(reply::no_content());
    };
    let job = single.queue(&mut world, "changeServer", Effect::Resize(resize), now);
    let json = render::job(&world.estates[estate].alias, &job);
    Ok(reply::with_status(StatusCode::ACCEPTED, json))
}
