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
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Appeals.Core.Data;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(p => p.DisplayName).HasMaxLength(Person.NameLength);
        builder.Property(p => p.Language).HasMaxLength(20);
        builder.Property(p => p.TimeZone).HasMaxLength(60);
        builder.HasOne<Platform>().WithMany().HasForeignKey(p => p.PlatformId);
    }
}

internal sealed class SignInConfiguration : IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<SecondFactor>, IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.Property(s => s.Browser).HasMaxLength(Session.DeviceLength);
        builder.Property(s => s.System).HasMaxLength(Session.DeviceLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        builder.HasIndex(s => s.LastSeenAt);
    }

    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.HasKey(f => f.PersonId);
        builder.Property(f => f.MasterKeyId).HasMaxLength(40);
        builder.Property(f => f.WrappedSecret).HasMaxLength(100);
        builder.HasOne<Person>().WithOne().HasForeignKey<SecondFactor>(f => f.PersonId);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.Property(c => c.Hash).HasMaxLength(32);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}

internal sealed class PlatformConfiguration : IEntityTypeConfiguration<Platform>, IEntityTypeConfiguration<PolicyClause>, IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<Platform> builder)
    {
        builder.Property(p => p.Name).HasMaxLength(Platform.NameLength);
        builder.HasIndex(p => p.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PolicyClause> builder)
    {
        builder.Property(c => c.Code).HasMaxLength(PolicyClause.CodeLength);
        builder.Property(c => c.TitleEn).HasMaxLength(PolicyClause.TitleLength);
        builder.Property(c => c.TitleZh).HasMaxLength(PolicyClause.TitleLength);
        builder.HasOne<Platform>().WithMany(p => p.Clauses).HasForeignKey(c => c.PlatformId);
        builder.HasIndex(c => new { c.PlatformId, c.Code }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Hash).HasMaxLength(32);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.HasOne(k => k.Platform).WithMany().HasForeignKey(k => k.PlatformId);
    }
}

internal sealed class WorkConfiguration : IEntityTypeConfiguration<Work>, IEntityTypeConfiguration<Label>
{
    public void Configure(EntityTypeBuilder<Work> builder)
    {
        builder.Property(w => w.ExternalId).HasMaxLength(Work.ExternalIdLength);
        builder.Property(w => w.Title).HasMaxLength(Work.TitleLength);
        builder.Property(w => w.Url).HasMaxLength(Work.UrlLength);
        builder.Property(w => w.Language).HasMaxLength(35);
        builder.Property(w => w.CreatorExternalId).HasMaxLength(Work.ExternalIdLength);
        builder.Property(w => w.CreatorName).HasMaxLength(200);
        builder.Property(w => w.CreatorEmail).HasMaxLength(256);
        builder.HasOne(w => w.Platform).WithMany().HasForeignKey(w => w.PlatformId);
        builder.HasOne(w => w.Creator).WithMany().HasForeignKey(w => w.CreatorId);
        builder.HasOne(w => w.Picture).WithMany().HasForeignKey(w => w.PictureId);
        builder.HasIndex(w => new { w.PlatformId, w.ExternalId }).IsUnique();
        builder.HasIndex(w => w.CreatorEmail);
    }

    public void Configure(EntityTypeBuilder<Label> builder)
    {
        builder.Property(l => l.DetectorName).HasMaxLength(Label.NameLength);
        builder.Property(l => l.DetectorVersion).HasMaxLength(Label.NameLength);
        builder.Property(l => l.Facts).HasMaxLength(Label.FactsLength);
        builder.Property(l => l.Ground).HasMaxLength(Label.GroundLength);
        builder.Property(l => l.Clause).HasMaxLength(Label.ClauseLength);
        builder.Property(l => l.ClauseUrl).HasMaxLength(Label.UrlLength);
        builder.Property(l => l.Notice).HasMaxLength(Label.NoticeLength);
        builder.HasOne(l => l.Work).WithMany(w => w.Labels).HasForeignKey(l => l.WorkId);
        builder.HasOne<Platform>().WithMany().HasForeignKey(l => l.PlatformId);
        builder.HasIndex(l => new { l.WorkId, l.AppliedAt }).IsUnique();
    }
}

internal sealed class AppealConfiguration : IEntityTypeConfiguration<Appeal>, IEntityTypeConfiguration<DeclaredUse>, IEntityTypeConfiguration<ClockEvent>,
    IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Appeal> builder)
    {
        builder.Property(a => a.Reference).HasMaxLength(AppealReference.Length);
        builder.Property(a => a.Statement).HasMaxLength(Appeal.StatementLength);
        builder.HasIndex(a => a.Reference).IsUnique();
        builder.HasOne(a => a.Label).WithMany().HasForeignKey(a => a.LabelId);
        builder.HasOne(a => a.Work).WithMany().HasForeignKey(a => a.WorkId);
        builder.HasOne<Platform>().WithMany().HasForeignKey(a => a.PlatformId);
        builder.HasOne(a => a.Creator).WithMany().HasForeignKey(a => a.CreatorId);
        builder.HasOne(a => a.ClaimedBy).WithMany().HasForeignKey(a => a.ClaimedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PreferredReviewerId);
        // one appeal per label, drafts included; a withdrawn one leaves room for another
        builder.HasIndex(a => a.LabelId).IsUnique().HasFilter("\"State\" <> 'Withdrawn' AND \"State\" <> 'Lapsed'");
        builder.HasIndex(a => new { a.PlatformId, a.State, a.DueAt });
        builder.HasIndex(a => new { a.PlatformId, a.UpdatedAt, a.Id });
        builder.HasIndex(a => new { a.CreatorId, a.State });
        builder.HasIndex(a => new { a.State, a.ClaimExpiresAt });
    }

    public void Configure(EntityTypeBuilder<DeclaredUse> builder)
    {
        builder.Property(u => u.Tool).HasMaxLength(DeclaredUse.ToolLength);
        builder.Property(u => u.Purpose).HasMaxLength(DeclaredUse.PurposeLength);
        builder.HasOne<Appeal>().WithMany(a => a.DeclaredUses).HasForeignKey(u => u.AppealId);
    }

    public void Configure(EntityTypeBuilder<ClockEvent> builder)
    {
        builder.HasOne<Appeal>().WithMany(a => a.ClockEvents).HasForeignKey(e => e.AppealId);
        builder.HasIndex(e => new { e.AppealId, e.Sequence }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Text).HasMaxLength(Message.TextLength);
        builder.HasOne<Appeal>().WithMany(a => a.Messages).HasForeignKey(m => m.AppealId);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.AuthorId);
        builder.HasIndex(m => new { m.AppealId, m.At });
    }
}

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.Property(d => d.Clause).HasMaxLength(PolicyClause.CodeLength);
        builder.Property(d => d.Reasons).HasMaxLength(Decision.ReasonsLength);
        builder.HasOne<Appeal>().WithMany(a => a.Decisions).HasForeignKey(d => new { d.AppealId, d.CreatorId })
            .HasPrincipalKey(a => new { a.Id, a.CreatorId });
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.DeciderId);
        // nobody decides an appeal twice, unless the first time was undone
        builder.HasIndex(d => new { d.AppealId, d.DeciderId }).IsUnique().HasFilter("\"UndoneAt\" IS NULL");
        builder.HasIndex(d => new { d.EffectDueAt, d.TookEffectAt, d.UndoneAt });
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_Decisions_NotOwnAppeal", "\"DeciderId\" <> \"CreatorId\"");
            table.HasCheckConstraint("CK_Decisions_HasReasons", "\"Reasons\" <> ''");
            table.HasCheckConstraint("CK_Decisions_HasClause", "\"Clause\" <> ''");
        });
    }
}

internal sealed class EvidenceConfiguration : IEntityTypeConfiguration<StoredFile>, IEntityTypeConfiguration<EvidenceFile>, IEntityTypeConfiguration<Upload>,
    IEntityTypeConfiguration<Preview>, IEntityTypeConfiguration<ViewRecord>
{
    private const int WrappedKeyLength = 100;
    private const int MasterKeyIdLength = 40;

    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.Property(f => f.Sha256).HasMaxLength(32);
        builder.Property(f => f.WrappedKey).HasMaxLength(WrappedKeyLength);
        builder.Property(f => f.MasterKeyId).HasMaxLength(MasterKeyIdLength);
    }

    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.Property(f => f.Name).HasMaxLength(EvidenceFile.NameLength);
        builder.Property(f => f.BlindName).HasMaxLength(EvidenceFile.NameLength);
        builder.HasOne(f => f.Appeal).WithMany(a => a.Files).HasForeignKey(f => f.AppealId);
        builder.HasOne(f => f.StoredFile).WithMany().HasForeignKey(f => f.StoredFileId);
        builder.HasIndex(f => f.StoredFileId).IsUnique();
        // two uploads that finish at once must not both become source-1
        builder.HasIndex(f => new { f.AppealId, f.BlindName }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.Property(u => u.Name).HasMaxLength(EvidenceFile.NameLength);
        builder.Property(u => u.WrappedKey).HasMaxLength(WrappedKeyLength);
        builder.Property(u => u.MasterKeyId).HasMaxLength(MasterKeyIdLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(u => u.OwnerId);
        builder.HasOne<Appeal>().WithMany().HasForeignKey(u => u.AppealId);
        builder.HasOne<EvidenceFile>().WithMany().HasForeignKey(u => u.EvidenceFileId);
        builder.HasIndex(u => u.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<Preview> builder)
    {
        builder.Property(p => p.Name).HasMaxLength(Preview.NameLength);
        builder.HasOne<AnalysisRun>().WithMany(r => r.Previews).HasForeignKey(p => p.AnalysisRunId);
        builder.HasOne(p => p.StoredFile).WithMany().HasForeignKey(p => p.StoredFileId);
        builder.HasIndex(p => new { p.AnalysisRunId, p.Name }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ViewRecord> builder)
    {
        builder.Property(v => v.Role).HasMaxLength(20);
        builder.Property(v => v.Reason).HasMaxLength(ViewRecord.ReasonLength);
        builder.HasOne<Appeal>().WithMany().HasForeignKey(v => v.AppealId);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.ViewerId);
        builder.HasOne<EvidenceFile>().WithMany().HasForeignKey(v => v.EvidenceFileId);
        builder.HasIndex(v => new { v.AppealId, v.ViewerId, v.LastAt });
    }
}

internal sealed class AnalysisRunConfiguration : IEntityTypeConfiguration<AnalysisRun>
{
    public void Configure(EntityTypeBuilder<AnalysisRun> builder)
    {
        builder.HasOne<Appeal>().WithMany().HasForeignKey(r => r.AppealId);
        builder.HasOne<EvidenceFile>().WithMany().HasForeignKey(r => r.EvidenceFileId);
        builder.HasOne<Work>().WithMany().HasForeignKey(r => r.WorkId);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(r => r.PictureId);
        builder.HasIndex(r => new { r.State, r.LeaseUntil });
        builder.HasIndex(r => new { r.AppealId, r.Task, r.QueuedAt });
    }
}

internal sealed class ReuseConfiguration : IEntityTypeConfiguration<StoredHash>, IEntityTypeConfiguration<Reuse>
{
    public void Configure(EntityTypeBuilder<StoredHash> builder)
    {
        builder.Property(h => h.Layer).HasMaxLength(StoredHash.LayerLength);
        builder.HasOne<Appeal>().WithMany().HasForeignKey(h => h.AppealId);
        builder.HasOne<Platform>().WithMany().HasForeignKey(h => h.PlatformId);
        builder.HasOne<Person>().WithMany().HasForeignKey(h => h.CreatorId);
        foreach (var band in Enumerable.Range(0, StoredHash.Bands)) builder.HasIndex(nameof(StoredHash.PlatformId), $"Band{band}");
    }

    public void Configure(EntityTypeBuilder<Reuse> builder)
    {
        builder.HasOne<Appeal>().WithMany().HasForeignKey(r => r.AppealId);
        builder.HasOne<Appeal>().WithMany().HasForeignKey(r => r.OtherAppealId);
        builder.HasIndex(r => new { r.AppealId, r.OtherAppealId }).IsUnique();
    }
}

internal sealed class HistoryConfiguration : IEntityTypeConfiguration<HistoryEntry>, IEntityTypeConfiguration<HistoryText>, IEntityTypeConfiguration<HistorySeal>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.Property(h => h.ActorRole).HasMaxLength(20);
        builder.Property(h => h.TextHash).HasMaxLength(32);
        builder.Property(h => h.PreviousHash).HasMaxLength(32);
        builder.Property(h => h.Hash).HasMaxLength(32);
        builder.HasOne<Appeal>().WithMany().HasForeignKey(h => h.AppealId);
        builder.HasOne(h => h.Text).WithOne().HasForeignKey<HistoryText>(t => t.HistoryEntryId);
        builder.HasIndex(h => new { h.AppealId, h.Sequence }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<HistoryText> builder)
    {
        builder.HasKey(t => t.HistoryEntryId);
        builder.Property(t => t.Salt).HasMaxLength(16);
    }

    public void Configure(EntityTypeBuilder<HistorySeal> builder)
    {
        builder.HasIndex(s => s.Day).IsUnique();
        builder.Property(s => s.Hash).HasMaxLength(32);
        builder.Property(s => s.PreviousHash).HasMaxLength(32);
    }
}

internal sealed class EmailConfiguration : IEntityTypeConfiguration<EmailMessage>, IEntityTypeConfiguration<EmailAttempt>
{
    public void Configure(EntityTypeBuilder<EmailMessage> builder)
    {
        builder.Property(e => e.To).HasMaxLength(256);
        builder.Property(e => e.ToName).HasMaxLength(100);
        builder.Property(e => e.Language).HasMaxLength(20);
        builder.Property(e => e.Subject).HasMaxLength(300);
        builder.Property(e => e.MessageId).HasMaxLength(200);
        builder.Property(e => e.InReplyTo).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
        builder.HasOne<Appeal>().WithMany().HasForeignKey(e => e.AppealId);
        builder.HasIndex(e => new { e.State, e.NextAttemptAt });
        builder.HasIndex(e => e.MessageId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<EmailAttempt> builder)
    {
        builder.Property(a => a.Error).HasMaxLength(EmailAttempt.ErrorLength);
        builder.HasOne<EmailMessage>().WithMany(e => e.Attempts).HasForeignKey(a => a.EmailMessageId);
    }
}

internal sealed class PlumbingConfiguration : IEntityTypeConfiguration<LiveEvent>, IEntityTypeConfiguration<MasterKeyCheck>, IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<LiveEvent> builder)
    {
        builder.HasKey(e => e.Sequence);
        builder.HasIndex(e => e.At);
    }

    public void Configure(EntityTypeBuilder<MasterKeyCheck> builder)
    {
        builder.HasKey(k => k.MasterKeyId);
        builder.Property(k => k.MasterKeyId).HasMaxLength(40);
        builder.Property(k => k.Value).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.Property(k => k.Name).HasMaxLength(200);
}
