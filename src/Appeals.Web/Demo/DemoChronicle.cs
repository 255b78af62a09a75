using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;

namespace Appeals.Web.Demo;

/// <summary>Lets appeals happen in the past, by the domain's own moves and with their history. Nothing is saved here.</summary>
internal sealed class DemoChronicle(AppealsDb db, ServiceLevelOptions levels)
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(20);
    private readonly PastTime _clock = new();

    public async Task<Appeal> FileAsync(Label label, Person creator, DateTime at, Ground ground, string statement)
    {
        var appeal = new Appeal
        {
            Id = NewId(at),
            Reference = AppealReference.Create(),
            LabelId = label.Id,
            Label = label,
            WorkId = label.WorkId,
            Work = label.Work,
            PlatformId = label.PlatformId,
            CreatorId = creator.Id,
            CreatedAt = at - Hold,
            Ground = ground,
            AiUse = ground == Ground.WhollyHuman ? AiUse.None : AiUse.Part,
            Statement = statement,
            DeclarationSignedAt = at,
        };
        db.Appeals.Add(appeal);
        appeal.Submit(levels.Target, at);
        await NoteAsync(appeal, HistoryKind.Filed, at, Creator(creator), statement);
        appeal.Queue(Lane.Standard, at.AddMinutes(2));
        await NoteAsync(appeal, HistoryKind.Queued, at.AddMinutes(2), null);
        return appeal;
    }

    public async Task AskAsync(Appeal appeal, Person reviewer, DateTime at, string question)
    {
        await ClaimAsync(appeal, reviewer, at - Hold);
        appeal.RenewClaim(reviewer.Id, at + Hold, at - (Hold / 2));
        appeal.Messages.Add(new Message { Id = NewId(at), AppealId = appeal.Id, Author = MessageAuthor.Reviewer, AuthorId = reviewer.Id, Text = question, IsQuestion = true, At = at });
        appeal.Ask(reviewer.Id, levels.Target, at);
        await NoteAsync(appeal, HistoryKind.QuestionAsked, at, Staff(reviewer), question);
    }

    public async Task AnswerAsync(Appeal appeal, Person creator, DateTime at, string answer)
    {
        appeal.Messages.Add(new Message { Id = NewId(at), AppealId = appeal.Id, Author = MessageAuthor.Creator, AuthorId = creator.Id, Text = answer, At = at });
        appeal.Resume(levels.Target, at);
        await NoteAsync(appeal, HistoryKind.Answered, at, Creator(creator), answer);
    }

    /// <summary>Decides, and lets the undo window pass.</summary>
    public async Task DecideAsync(Appeal appeal, Person reviewer, DateTime at, Outcome outcome, string clause, string reasons)
    {
        await ClaimAsync(appeal, reviewer, at - (Hold / 2));
        var decision = new Decision
        {
            Id = NewId(at),
            AppealId = appeal.Id,
            CreatorId = appeal.CreatorId,
            DeciderId = reviewer.Id,
            Outcome = outcome,
            Clause = clause,
            Reasons = reasons,
            DecidedAt = at,
            EffectDueAt = at + levels.Undo,
        };
        appeal.Decide(decision, levels.Target, at);
        await NoteAsync(appeal, HistoryKind.Decided, at, Staff(reviewer), reasons);
        appeal.TakeEffect(decision.EffectDueAt);
        await NoteAsync(appeal, HistoryKind.TookEffect, decision.EffectDueAt, null);
    }

    private async Task ClaimAsync(Appeal appeal, Person reviewer, DateTime at)
    {
        appeal.Claim(reviewer.Id, at + Hold, at);
        await NoteAsync(appeal, HistoryKind.Claimed, at, Staff(reviewer));
    }

    private Task NoteAsync(Appeal appeal, HistoryKind kind, DateTime at, Actor? actor, string? text = null)
    {
        _clock.Now = at;
        return new HistoryLog(db, _clock).AppendAsync(appeal, kind, actor, text: text);
    }

    private static Guid NewId(DateTime at) => Guid.CreateVersion7(new DateTimeOffset(at));

    private static Actor Creator(Person person) => new(person.Id, null, new HashSet<string>(StringComparer.Ordinal) { Roles.Creator });

    private static Actor Staff(Person person) => new(person.Id, person.PlatformId, new HashSet<string>(StringComparer.Ordinal) { Roles.Reviewer });

    private sealed class PastTime : TimeProvider
    {
        public DateTime Now { get; set; }

        public override DateTimeOffset GetUtcNow() => new(Now);
    }
}
