using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PosCloud.HubStorage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OrdersByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_sales_order_occurred_at",
                table: "sales_order",
                column: "occurred_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sales_order_occurred_at",
                table: "sales_order");
        }
    }
}
