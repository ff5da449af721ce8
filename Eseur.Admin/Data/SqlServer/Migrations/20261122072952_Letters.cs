using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Eseur.Admin.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "EmailFailedOn",
                table: "Organizations",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EmailFailedOn",
                table: "Members",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EmailFailedOn",
                table: "MemberCounters",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EmailFailedOn",
                table: "Chairperson",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ConsentEmail",
                table: "Activist",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Email",
                table: "Activist",
                type: "nvarchar(254)",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EmailFailedOn",
                table: "Activist",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Mailings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    OrganizationId = table.Column<int>(type: "int", nullable: false),
                    UserId = table.Column<int>(type: "int", nullable: true),
                    Author = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    Audience = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: 20000, nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StartAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LocalHour = table.Column<byte>(type: "tinyint", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LettersToQueue = table.Column<int>(type: "int", nullable: false),
                    LettersQueued = table.Column<int>(type: "int", nullable: false),
                    QueuedUpTo = table.Column<int>(type: "int", nullable: false),
                    QueueingUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    QueuedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mailings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Mailings_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NoticeCauses",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    OrganizationId = table.Column<int>(type: "int", nullable: true),
                    UserId = table.Column<int>(type: "int", nullable: true),
                    ActorId = table.Column<int>(type: "int", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Link = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ToldAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeCauses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Link = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ReadAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notices_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NoticeSettings",
                columns: table => new
                {
                    UserId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    ByEmail = table.Column<bool>(type: "bit", nullable: false),
                    InProgram = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeSettings", x => new { x.UserId, x.Kind });
                    table.ForeignKey(
                        name: "FK_NoticeSettings_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Letters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Secret = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Priority = table.Column<byte>(type: "tinyint", nullable: false),
                    MailingId = table.Column<int>(type: "int", nullable: true),
                    RecipientKind = table.Column<byte>(type: "tinyint", nullable: false),
                    RecipientId = table.Column<int>(type: "int", nullable: false),
                    OrganizationId = table.Column<int>(type: "int", nullable: true),
                    Level = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Domain = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Words = table.Column<string>(type: "nvarchar(max)", maxLength: 8000, nullable: true),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    Forecast = table.Column<byte>(type: "tinyint", nullable: false),
                    Obstacle = table.Column<byte>(type: "tinyint", nullable: false),
                    ConsentSeenAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SettledAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Lease = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Status = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Letters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Letters_Mailings_MailingId",
                        column: x => x.MailingId,
                        principalTable: "Mailings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MailingFiles",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    MailingId = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailingFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MailingFiles_Mailings_MailingId",
                        column: x => x.MailingId,
                        principalTable: "Mailings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Letters_Address",
                table: "Letters",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_MailingId_RecipientKind_RecipientId_OrganizationId",
                table: "Letters",
                columns: new[] { "MailingId", "RecipientKind", "RecipientId", "OrganizationId" },
                unique: true,
                filter: "\"MailingId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_MailingId_State_NotBefore_Level_Forecast_Obstacle",
                table: "Letters",
                columns: new[] { "MailingId", "State", "NotBefore", "Level", "Forecast", "Obstacle" });

            migrationBuilder.CreateIndex(
                name: "IX_Letters_RecipientKind_RecipientId",
                table: "Letters",
                columns: new[] { "RecipientKind", "RecipientId" });

            migrationBuilder.CreateIndex(
                name: "IX_Letters_SentAt",
                table: "Letters",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_State_Priority_NotBefore",
                table: "Letters",
                columns: new[] { "State", "Priority", "NotBefore" });

            migrationBuilder.CreateIndex(
                name: "IX_MailingFiles_MailingId",
                table: "MailingFiles",
                column: "MailingId");

            migrationBuilder.CreateIndex(
                name: "IX_Mailings_OrganizationId",
                table: "Mailings",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Mailings_State",
                table: "Mailings",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeCauses_Key",
                table: "NoticeCauses",
                column: "Key",
                unique: true,
                filter: "\"Key\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeCauses_ToldAt_DueAt",
                table: "NoticeCauses",
                columns: new[] { "ToldAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_ReadAt",
                table: "Notices",
                columns: new[] { "UserId", "ReadAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Letters");

            migrationBuilder.DropTable(
                name: "MailingFiles");

            migrationBuilder.DropTable(
                name: "NoticeCauses");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "NoticeSettings");

            migrationBuilder.DropTable(
                name: "Mailings");

            migrationBuilder.DropColumn(
                name: "EmailFailedOn",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "EmailFailedOn",
                table: "Members");

            migrationBuilder.DropColumn(
                name: "EmailFailedOn",
                table: "MemberCounters");

            migrationBuilder.DropColumn(
                name: "EmailFailedOn",
                table: "Chairperson");

            migrationBuilder.DropColumn(
                name: "ConsentEmail",
                table: "Activist");

            migrationBuilder.DropColumn(
                name: "Email",
                table: "Activist");

            migrationBuilder.DropColumn(
                name: "EmailFailedOn",
                table: "Activist");
        }
    }
}
