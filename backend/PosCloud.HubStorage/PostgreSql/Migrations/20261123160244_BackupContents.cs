using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PosCloud.HubStorage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class BackupContents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "backup_head",
                columns: table => new
                {
                    backup_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    terminal = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    branch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    through = table.Column<long>(type: "bigint", nullable: false),
                    chain_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backup_head", x => new { x.backup_id, x.terminal, x.epoch, x.branch });
                });

            migrationBuilder.CreateTable(
                name: "backup_made",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hub_epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    began_at = table.Column<long>(type: "bigint", nullable: false),
                    verified_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backup_made", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backup_head");

            migrationBuilder.DropTable(
                name: "backup_made");
        }
    }
}
