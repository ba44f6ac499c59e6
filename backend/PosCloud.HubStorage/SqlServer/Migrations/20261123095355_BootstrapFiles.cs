using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PosCloud.HubStorage.SqlServer.Migrations
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
                    id = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    store = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    schema_version = table.Column<int>(type: "int", nullable: false),
                    hub_epoch = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    replica_cursor = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    unpacked_bytes = table.Column<long>(type: "bigint", nullable: false),
                    row_count = table.Column<long>(type: "bigint", nullable: false),
                    built_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bootstrap_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bootstrap_part",
                columns: table => new
                {
                    file_id = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bootstrap_part", x => new { x.file_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "duty",
                columns: table => new
                {
                    name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    holder = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    held_until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "stream_mark",
                columns: table => new
                {
                    stream = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    marked_at = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false)
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
