using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace Appeals.Core.Data;

public static class DatabaseFailures
{
    /// <summary>The database server does not answer, also after the tries of the execution strategy: not this request's fault, and worth another try.</summary>
    public static bool MeansDatabaseIsAway(this Exception error) => error is RetryLimitExceededException or DbException { IsTransient: true };
}
