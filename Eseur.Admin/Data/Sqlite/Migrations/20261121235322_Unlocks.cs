using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Eseur.Admin.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Unlocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "LacksForForm",
                table: "MemberCounters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LacksForLetter",
                table: "MemberCounters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LacksForTicket",
                table: "MemberCounters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LacksForForm",
                table: "MemberCounters");

            migrationBuilder.DropColumn(
                name: "LacksForLetter",
                table: "MemberCounters");

            migrationBuilder.DropColumn(
                name: "LacksForTicket",
                table: "MemberCounters");
        }
    }
}
