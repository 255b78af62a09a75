namespace Appeals.Web.Tests.Authorisation;

/// <summary>Everybody who knocks at a door, seen from one platform's appeal.</summary>
[Flags]
public enum Who
{
    Nobody = 0,
    Anonymous = 1,
    /// <summary>Whose appeal, work, file or upload it is.</summary>
    Creator = 2,
    OtherCreator = 4,
    /// <summary>Who has claimed the appeal, where it is claimed.</summary>
    Reviewer = 8,
    /// <summary>A reviewer of the same platform who has not claimed it.</summary>
    SecondReviewer = 16,
    Lead = 32,
    Admin = 64,
    /// <summary>Reviewer, lead and admin at once, of another platform.</summary>
    OtherStaff = 128,
    /// <summary>The platform's servers.</summary>
    Key = 256,
    OtherKey = 512,

    Creators = Creator | OtherCreator,
    Reviewers = Reviewer | SecondReviewer | Lead,
    SignedIn = Creators | Reviewers | Admin | OtherStaff,
    Keys = Key | OtherKey,
    Everybody = Anonymous | SignedIn | Keys,
}
