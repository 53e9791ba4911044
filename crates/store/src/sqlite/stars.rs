//! Packages that people want to find again.

use super::Db;
use super::columns::{Columns, integer, millis};
use crate::error::StoreResult;
use crate::{Star, StarStore};
use async_trait::async_trait;
use slipway_domain::PackageId;

#[async_trait]
impl StarStore for Db {
    async fn put(&self, owner: &str, star: &Star, most: u64) -> StoreResult<bool> {
        let mut unit = self.begin().await?;
        let others: i64 =
            sqlx::query_scalar("SELECT count(*) FROM stars WHERE owner = ?1 AND package <> ?2")
                .bind(owner)
                .bind(star.package.as_str())
                .fetch_one(&mut *unit)
                .await?;
        if others >= integer(most) {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO stars (owner, package, name, starred_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO NOTHING",
        )
        .bind(owner)
        .bind(star.package.as_str())
        .bind(&star.name)
        .bind(millis(star.at))
        .execute(&mut *unit)
        .await?;
        unit.commit().await?;
        Ok(true)
    }

    async fn remove(&self, owner: &str, package: &PackageId) -> StoreResult<()> {
        sqlx::query("DELETE FROM stars WHERE owner = ?1 AND package = ?2")
            .bind(owner)
            .bind(package.as_str())
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn list(&self, owner: &str) -> StoreResult<Vec<Star>> {
        let rows = sqlx::query(
            "SELECT package, name, starred_at FROM stars WHERE owner = ?1
             ORDER BY starred_at, package",
        )
        .bind(owner)
        .fetch_all(&self.reader)
        .await?;
        let stars = rows.iter().map(|row| {
            Ok(Star {
                package: PackageId::new(row.text("package")?),
                name: row.text("name")?,
                at: row.time("starred_at")?,
            })
        });
        stars.collect()
    }
}
