//! Calls and what becomes of them, as the script says.

use crate::driver::Scripted;
use crate::script::Asked;
use async_trait::async_trait;
use slipway_cloud::{
    Adopted, Adopts, Auth, Block, Call, CallKey, CancelAnswer, CancelWay, Cancelled, Cancels,
    CloudError, Jobs, LookUps, LookedUp, Manners, Preview, Reading, Submitted,
};
use slipway_domain::run::Handle;
use slipway_domain::{AccountAlias, ExecutionId, Secret};
use std::collections::BTreeMap;

#[async_trait]
impl Jobs for Scripted {
    fn manners(&self) -> &Manners {
        &self.manners
    }

    fn preview(&self, account: &AccountAlias, call: Call<'_>) -> Preview {
        let targets: Vec<_> = call.targets.iter().map(ToString::to_string).collect();
        let title = call.action.title();
        let text = format!("{title} in {account} on {}", targets.join(", "));
        Preview(vec![Block {
            title: "The call".to_owned(),
            text,
        }])
    }

    async fn submit(
        &self,
        auth: &Auth,
        call: Call<'_>,
        _secrets: &BTreeMap<String, Secret>,
        key: &CallKey,
    ) -> Submitted {
        self.note(Asked::Submit(key.clone(), auth.token.expose().to_owned()));
        self.released().await;
        self.script().submitted(key, call.targets)
    }

    async fn observe(&self, _auth: &Auth, handles: &[Handle]) -> Vec<Reading> {
        self.note(Asked::Observe(handles.to_vec()));
        let script = self.script();
        let readings = handles.iter().map(|handle| script.reading(handle));
        readings.collect()
    }

    fn cancels(&self) -> Option<&dyn Cancels> {
        (!self.ways.is_empty()).then_some(self)
    }

    fn look_ups(&self) -> Option<&dyn LookUps> {
        self.looks_up.then_some(self)
    }

    fn adopts(&self) -> Option<&dyn Adopts> {
        self.adopts.then_some(self)
    }
}

#[async_trait]
impl Cancels for Scripted {
    fn ways(&self) -> &[CancelWay] {
        self.ways
    }

    async fn cancel(&self, auth: &Auth, what: Cancelled<'_>, way: &str) -> CancelAnswer {
        let what = match what {
            Cancelled::Job(handle) => handle.to_string(),
            Cancelled::Call(key) => key.to_string(),
        };
        let token = auth.token.expose().to_owned();
        self.note(Asked::Cancel(what, way.to_owned(), token));
        self.released().await;
        self.script().cancelled()
    }
}

#[async_trait]
impl LookUps for Scripted {
    async fn look_up(&self, auth: &Auth, _call: Call<'_>, key: &CallKey) -> LookedUp {
        self.note(Asked::LookUp(key.clone(), auth.token.expose().to_owned()));
        self.script().looked_up()
    }
}

#[async_trait]
impl Adopts for Scripted {
    async fn adopt(&self, auth: &Auth, id: &ExecutionId) -> Result<Adopted, CloudError> {
        let token = auth.token.expose().to_owned();
        self.note(Asked::Adopt(id.clone(), token));
        let known = self.script().executions.get(id).cloned();
        known.ok_or(CloudError::NotFound)
    }

    fn handle(&self, id: &ExecutionId) -> Handle {
        Handle::new(format!("scripted:1:{id}"))
    }
}
