using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Appeals.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Reuse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Reuses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AppealId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherAppealId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsWhole = table.Column<bool>(type: "INTEGER", nullable: false),
                    Layers = table.Column<int>(type: "INTEGER", nullable: false),
                    Distance = table.Column<int>(type: "INTEGER", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reuses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reuses_Appeals_AppealId",
                        column: x => x.AppealId,
                        principalTable: "Appeals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Reuses_Appeals_OtherAppealId",
                        column: x => x.OtherAppealId,
                        principalTable: "Appeals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StoredHashes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AppealId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlatformId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Layer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Hash = table.Column<long>(type: "INTEGER", nullable: false),
                    Band0 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band1 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band2 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band3 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band4 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band5 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band6 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band7 = table.Column<short>(type: "INTEGER", nullable: false),
                    Band8 = table.Column<short>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredHashes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StoredHashes_Appeals_AppealId",
                        column: x => x.AppealId,
                        principalTable: "Appeals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StoredHashes_AspNetUsers_CreatorId",
                        column: x => x.CreatorId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StoredHashes_Platforms_PlatformId",
                        column: x => x.PlatformId,
                        principalTable: "Platforms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reuses_AppealId_OtherAppealId",
                table: "Reuses",
                columns: new[] { "AppealId", "OtherAppealId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reuses_OtherAppealId",
                table: "Reuses",
                column: "OtherAppealId");

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_AppealId",
                table: "StoredHashes",
                column: "AppealId");

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_CreatorId",
                table: "StoredHashes",
                column: "CreatorId");

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band0",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band0" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band1",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band1" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band2",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band2" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band3",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band3" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band4",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band4" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band5",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band5" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band6",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band6" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band7",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band7" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredHashes_PlatformId_Band8",
                table: "StoredHashes",
                columns: new[] { "PlatformId", "Band8" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Reuses");

            migrationBuilder.DropTable(
                name: "StoredHashes");
        }
    }
}
