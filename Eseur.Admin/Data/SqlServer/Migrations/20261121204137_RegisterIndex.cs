using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Eseur.Admin.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class RegisterIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Organizations_Register",
                table: "Organizations",
                columns: new[] { "Level", "ShortName" })
                .Annotation("SqlServer:Include", new[] { "Status", "RegionCode", "InstitutionType", "Path", "SearchName", "Inn", "InstitutionInn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Organizations_Register",
                table: "Organizations");
        }
    }
}
