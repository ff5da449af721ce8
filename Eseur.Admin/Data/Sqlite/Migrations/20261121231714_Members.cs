using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Eseur.Admin.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Members : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Changes_OrganizationId_Version",
                table: "Changes");

            migrationBuilder.AddColumn<int>(
                name: "ReportedMembers",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReportedPensioners",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReportedStudents",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReportedWorkers",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReportedMembers",
                table: "Counters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportedPensioners",
                table: "Counters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportedStudents",
                table: "Counters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportedWorkers",
                table: "Counters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MemberId",
                table: "Changes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MemberId",
                table: "Chairperson",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ConsentTexts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsentTexts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MemberCounters",
                columns: table => new
                {
                    OrganizationId = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    Bonus = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksBirthDate = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksConsentOn = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksCourse = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksDuesForm = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksEmail = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksEmployment = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksPhone = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksPosition = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksSex = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    LacksWorkplace = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    PensionerMan = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    PensionerUnstated = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    PensionerWoman = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    Plastic = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    StudentMan = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    StudentUnstated = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    StudentWoman = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    Total = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    UnstatedMan = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    UnstatedUnstated = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    UnstatedWoman = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    Virtual = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    WorkerMan = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    WorkerUnstated = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    WorkerWoman = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MemberCounters", x => x.OrganizationId);
                    table.ForeignKey(
                        name: "FK_MemberCounters_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Members",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Surname = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Patronymic = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    NoPatronymic = table.Column<bool>(type: "INTEGER", nullable: true),
                    NameKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Employment = table.Column<byte>(type: "INTEGER", nullable: true),
                    Sex = table.Column<byte>(type: "INTEGER", nullable: true),
                    BirthDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    JoinedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DuesForm = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    BonusParticipant = table.Column<bool>(type: "INTEGER", nullable: true),
                    Workplace = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Position = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Course = table.Column<int>(type: "INTEGER", nullable: true),
                    StudyForm = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Faculty = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    StudyGroup = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    HomeAddress = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ContactsConfirmedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ConsentSms = table.Column<bool>(type: "INTEGER", nullable: true),
                    ConsentPush = table.Column<bool>(type: "INTEGER", nullable: true),
                    ConsentEmail = table.Column<bool>(type: "INTEGER", nullable: true),
                    ConsentOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ConsentText = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    ConsentChannel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    OrganizationId = table.Column<int>(type: "INTEGER", nullable: false),
                    OnRecordSince = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    OffRecordOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    OffReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Source = table.Column<byte>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    HasPlastic = table.Column<bool>(type: "INTEGER", nullable: false),
                    HasVirtual = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Members", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Members_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<int>(type: "INTEGER", nullable: false),
                    Page = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Query = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedViews_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MemberPhotos",
                columns: table => new
                {
                    MemberId = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MemberPhotos", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_MemberPhotos_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MemberId = table.Column<int>(type: "INTEGER", nullable: false),
                    OrganizationId = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Memberships_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Memberships_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PastConsents",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MemberId = table.Column<int>(type: "INTEGER", nullable: false),
                    Given = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Withdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PastConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PastConsents_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Tickets",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    MemberId = table.Column<int>(type: "INTEGER", nullable: false),
                    IsPlastic = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsVirtual = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    OrderedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IssuedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tickets", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Tickets_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TransferRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MemberId = table.Column<int>(type: "INTEGER", nullable: false),
                    FromId = table.Column<int>(type: "INTEGER", nullable: false),
                    ToId = table.Column<int>(type: "INTEGER", nullable: false),
                    AskedByGiver = table.Column<bool>(type: "INTEGER", nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TransferRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TransferRequests_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TransferRequests_Organizations_FromId",
                        column: x => x.FromId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TransferRequests_Organizations_ToId",
                        column: x => x.ToId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Changes_MemberId_Version",
                table: "Changes",
                columns: new[] { "MemberId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_Changes_OrganizationId_MemberId_Version",
                table: "Changes",
                columns: new[] { "OrganizationId", "MemberId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_ConsentTexts_Version",
                table: "ConsentTexts",
                column: "Version",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MemberCounters_Sequence",
                table: "MemberCounters",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_Members_BirthDate",
                table: "Members",
                column: "BirthDate",
                filter: "\"BirthDate\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Members_Email",
                table: "Members",
                column: "Email",
                filter: "\"Email\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Members_NameKey",
                table: "Members",
                column: "NameKey");

            migrationBuilder.CreateIndex(
                name: "IX_Members_OrganizationId",
                table: "Members",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Members_Phone",
                table: "Members",
                column: "Phone",
                filter: "\"Phone\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_MemberId",
                table: "Memberships",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_OrganizationId",
                table: "Memberships",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_PastConsents_MemberId",
                table: "PastConsents",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_UserId_Page_Title",
                table: "SavedViews",
                columns: new[] { "UserId", "Page", "Title" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_MemberId",
                table: "Tickets",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_TransferRequests_FromId",
                table: "TransferRequests",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_TransferRequests_MemberId",
                table: "TransferRequests",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_TransferRequests_ToId",
                table: "TransferRequests",
                column: "ToId");

            migrationBuilder.AddForeignKey(
                name: "FK_Changes_Members_MemberId",
                table: "Changes",
                column: "MemberId",
                principalTable: "Members",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(CounterSequenceTrigger.OnMembersInsert);
            migrationBuilder.Sql(CounterSequenceTrigger.OnMembersUpdate);
            // Primary organisations that are already there; they have no members yet.
            migrationBuilder.Sql("INSERT INTO MemberCounters (OrganizationId) SELECT Id FROM Organizations WHERE Level >= 5;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Changes_Members_MemberId",
                table: "Changes");

            migrationBuilder.DropTable(
                name: "ConsentTexts");

            migrationBuilder.DropTable(
                name: "MemberCounters");

            migrationBuilder.DropTable(
                name: "MemberPhotos");

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropTable(
                name: "PastConsents");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "Tickets");

            migrationBuilder.DropTable(
                name: "TransferRequests");

            migrationBuilder.DropTable(
                name: "Members");

            migrationBuilder.DropIndex(
                name: "IX_Changes_MemberId_Version",
                table: "Changes");

            migrationBuilder.DropIndex(
                name: "IX_Changes_OrganizationId_MemberId_Version",
                table: "Changes");

            migrationBuilder.DropColumn(
                name: "ReportedMembers",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "ReportedPensioners",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "ReportedStudents",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "ReportedWorkers",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "ReportedMembers",
                table: "Counters");

            migrationBuilder.DropColumn(
                name: "ReportedPensioners",
                table: "Counters");

            migrationBuilder.DropColumn(
                name: "ReportedStudents",
                table: "Counters");

            migrationBuilder.DropColumn(
                name: "ReportedWorkers",
                table: "Counters");

            migrationBuilder.DropColumn(
                name: "MemberId",
                table: "Changes");

            migrationBuilder.DropColumn(
                name: "MemberId",
                table: "Chairperson");

            migrationBuilder.CreateIndex(
                name: "IX_Changes_OrganizationId_Version",
                table: "Changes",
                columns: new[] { "OrganizationId", "Version" });
        }
    }
}
