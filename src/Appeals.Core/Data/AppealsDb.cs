using Appeals.Core.Analysing;
using Appeals.Core.Deciding;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Appeals.Core.Data;

/// <summary>Everything that is kept. One class for every database; what differs lies in the migrations.</summary>
public sealed class AppealsDb(DbContextOptions<AppealsDb> options) : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Platform> Platforms => Set<Platform>();
    public DbSet<PolicyClause> PolicyClauses => Set<PolicyClause>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Work> Works => Set<Work>();
    public DbSet<Label> Labels => Set<Label>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<DeclaredUse> DeclaredUses => Set<DeclaredUse>();
    public DbSet<ClockEvent> ClockEvents => Set<ClockEvent>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();
    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<Preview> Previews => Set<Preview>();
    public DbSet<ViewRecord> ViewRecords => Set<ViewRecord>();
    public DbSet<AnalysisRun> AnalysisRuns => Set<AnalysisRun>();
    public DbSet<StoredHash> StoredHashes => Set<StoredHash>();
    public DbSet<Reuse> Reuses => Set<Reuse>();
    public DbSet<HistoryEntry> History => Set<HistoryEntry>();
    public DbSet<HistoryText> HistoryTexts => Set<HistoryText>();
    public DbSet<HistorySeal> HistorySeals => Set<HistorySeal>();
    public DbSet<EmailMessage> Emails => Set<EmailMessage>();
    public DbSet<EmailAttempt> EmailAttempts => Set<EmailAttempt>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<LiveEvent> LiveEvents => Set<LiveEvent>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<MasterKeyCheck> MasterKeyChecks => Set<MasterKeyCheck>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        if (OrdinalCollation is not { } ordinal) return;
        configurationBuilder.Properties<string>().UseCollation(ordinal);
        configurationBuilder.Properties<Enum>().UseCollation(ordinal);
    }

    /// <summary>Texts compare and sort by their code points on every database; SQLite does so by itself.</summary>
    private string? OrdinalCollation => Database.IsNpgsql() ? "C" : Database.IsSqlServer() ? "Latin1_General_100_BIN2" : null;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppealsDb).Assembly);
        foreach (var type in builder.Model.GetEntityTypes())
        {
            // keys are made here, never by the database: a new row in a loaded collection must count as added
            if (type.FindPrimaryKey()?.Properties is [{ Name: "Id" } id] && id.ClrType == typeof(Guid)) id.ValueGenerated = ValueGenerated.Never;
            if (typeof(IVersioned).IsAssignableFrom(type.ClrType)) type.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
            // SQL Server refuses several cascade paths, and nothing here should vanish because something else did
            foreach (var key in type.GetForeignKeys()) key.DeleteBehavior = DeleteBehavior.Restrict;
        }
    }
}
