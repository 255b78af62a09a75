namespace Appeals.Core.Filing;

/// <summary>Where an appeal stands. The table of moves is in this project's README and held by a test.</summary>
public enum AppealState
{
    /// <summary>Being written; nobody but the creator sees it.</summary>
    Draft = 1,
    /// <summary>Filed; the machine reads the files.</summary>
    Submitted = 2,
    /// <summary>Waits for a reviewer.</summary>
    Queued = 3,
    InReview = 4,
    /// <summary>The reviewer asked; the creator's clock stands still, up to a cap.</summary>
    AwaitingCreator = 5,
    /// <summary>The decision needs a second person.</summary>
    AwaitingApproval = 6,
    /// <summary>Decided, and still to be undone; nothing has left the house.</summary>
    Decided = 7,
    /// <summary>The decision is out.</summary>
    Effective = 8,
    Final = 9,
    Withdrawn = 10,
    /// <summary>A draft whose window ran out, or that was given up.</summary>
    Lapsed = 11,
}

/// <summary>Why the label is wrong.</summary>
public enum Ground { WhollyHuman = 1, AiAssisted = 2, StandardEditingAid = 3, NotMyWorksLabel = 4, Other = 5 }

/// <summary>How much AI the creator says was used.</summary>
public enum AiUse { None = 1, Part = 2, Most = 3 }

/// <summary>Which queue an appeal stands in.</summary>
public enum Lane { Fast = 1, Standard = 2, Specialist = 3, Integrity = 4 }
