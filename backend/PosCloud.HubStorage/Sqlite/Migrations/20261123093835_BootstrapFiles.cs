using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PosCloud.HubStorage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class BootstrapFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bootstrap_file",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    store = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    schema_version = table.Column<int>(type: "INTEGER", nullable: false),
                    hub_epoch = table.Column<string>(type: "TEXT", nullable: false),
                    replica_cursor = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    unpacked_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    row_count = table.Column<long>(type: "INTEGER", nullable: false),
                    built_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bootstrap_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bootstrap_part",
                columns: table => new
                {
                    file_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bootstrap_part", x => new { x.file_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "duty",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    holder = table.Column<string>(type: "TEXT", nullable: false),
                    held_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "stream_mark",
                columns: table => new
                {
                    stream = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    marked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stream_mark", x => new { x.stream, x.marked_at });
                });

            migrationBuilder.CreateIndex(
                name: "IX_bootstrap_file_store_built_at",
                table: "bootstrap_file",
                columns: new[] { "store", "built_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bootstrap_file");

            migrationBuilder.DropTable(
                name: "bootstrap_part");

            migrationBuilder.DropTable(
                name: "duty");

            migrationBuilder.DropTable(
                name: "stream_mark");
        }
    }
}
