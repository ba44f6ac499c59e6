using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PosCloud.HubStorage.Sqlite.Migrations
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
                    backup_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    terminal = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    epoch = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    branch = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    through = table.Column<long>(type: "INTEGER", nullable: false),
                    chain_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backup_head", x => new { x.backup_id, x.terminal, x.epoch, x.branch });
                });

            migrationBuilder.CreateTable(
                name: "backup_made",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hub_epoch = table.Column<string>(type: "TEXT", nullable: false),
                    began_at = table.Column<long>(type: "INTEGER", nullable: false),
                    verified_at = table.Column<long>(type: "INTEGER", nullable: true)
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
