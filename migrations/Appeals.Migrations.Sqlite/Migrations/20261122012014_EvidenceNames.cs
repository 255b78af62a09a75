using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Appeals.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EvidenceNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_EvidenceFiles_AppealId",
                table: "EvidenceFiles");

            migrationBuilder.DropIndex(
                name: "IX_EvidenceFiles_StoredFileId",
                table: "EvidenceFiles");

            migrationBuilder.AddColumn<bool>(
                name: "LeaseHasChecksum",
                table: "Uploads",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_AppealId_BlindName",
                table: "EvidenceFiles",
                columns: new[] { "AppealId", "BlindName" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_StoredFileId",
                table: "EvidenceFiles",
                column: "StoredFileId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_EvidenceFiles_AppealId_BlindName",
                table: "EvidenceFiles");

            migrationBuilder.DropIndex(
                name: "IX_EvidenceFiles_StoredFileId",
                table: "EvidenceFiles");

            migrationBuilder.DropColumn(
                name: "LeaseHasChecksum",
                table: "Uploads");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_AppealId",
                table: "EvidenceFiles",
                column: "AppealId");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_StoredFileId",
                table: "EvidenceFiles",
                column: "StoredFileId");
        }
    }
}
