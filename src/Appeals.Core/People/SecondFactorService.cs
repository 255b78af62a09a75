using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Notifying;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.People;

/// <param name="Key">The seed to type by hand.</param>
/// <param name="Address">The same for the QR code.</param>
public sealed record AuthenticatorSetup(string Key, string Address);

/// <param name="EnabledAt">Null if there is none.</param>
public sealed record SecondFactorState(DateTime? EnabledAt, int CodesLeft)
{
    public bool IsOn => EnabledAt is not null;
    public bool IsShort => CodesLeft <= SecondFactorService.FewCodes;
}

/// <summary>Which code was right.</summary>
public enum CodeKind { None = 0, App = 1, Recovery = 2 }

/// <summary>Authenticator app and recovery codes. Tries are counted in the database before a code is looked at, so many at once gain nothing.</summary>
public sealed class SecondFactorService(
    AppealsDb db, UserManager<Person> people, SessionService sessions, MasterKeyRing ring, Notifier notifier, Nudge nudge, IOptions<PeopleOptions> options, TimeProvider time)
{
    public const string Issuer = "Appeals";
    public const int Codes = 10;
    public const int FewCodes = 3;

    public async Task<SecondFactorState> StateAsync(Person person, CancellationToken cancellation = default)
    {
        if (!person.TwoFactorEnabled) return new SecondFactorState(null, 0);
        var since = await db.SecondFactors.Where(f => f.PersonId == person.Id).Select(f => f.EnabledAt).SingleAsync(cancellation);
        return new SecondFactorState(since, await db.RecoveryCodes.CountAsync(c => c.PersonId == person.Id && c.UsedAt == null, cancellation));
    }

    /// <summary>What the app must be told; the same until a code confirms it.</summary>
    /// <exception cref="InvalidOperationException">It is on already: nobody sees the seed again.</exception>
    public async Task<AuthenticatorSetup> BeginAsync(Person person, CancellationToken cancellation = default)
    {
        if (person.TwoFactorEnabled) throw new InvalidOperationException("The second factor is on.");
        var factor = await db.SecondFactors.SingleOrDefaultAsync(f => f.PersonId == person.Id, cancellation) ?? await AddAsync(person, cancellation);
        var seed = SecretOf(factor).Seed;
        return new AuthenticatorSetup(Totp.KeyOf(seed), Totp.Address(Issuer, person.Email!, seed));
    }

    /// <summary>Turns it on, ends what else the person has open, and says so by mail.</summary>
    /// <returns>The recovery codes, which nobody sees again; null if the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(Person person, string code, CurrentSession session, CancellationToken cancellation = default)
    {
        if (person.TwoFactorEnabled || await db.SecondFactors.SingleOrDefaultAsync(f => f.PersonId == person.Id, cancellation) is not { } factor) return null;
        var secret = SecretOf(factor);
        if (Totp.StepOf(Digits(code), secret.Seed, time.Now()) is not { } step) return null;
        (factor.LastStep, factor.EnabledAt, person.TwoFactorEnabled) = (step, time.Now(), true);
        var codes = await RenewAsync(person, secret, cancellation);
        notifier.SecondFactorOn(person);
        await SaveAsync(person, session.Id, secondFactor: true, cancellation);
        return codes;
    }

    /// <summary>Whether a code is right; a code of the app is right once, a recovery code too, and its use is mailed.</summary>
    public async Task<CodeKind> CheckAsync(Person person, string code, CancellationToken cancellation = default)
    {
        if (!person.TwoFactorEnabled || !await TakeTryAsync(person, cancellation)) return CodeKind.None;
        var factor = await db.SecondFactors.AsNoTracking().SingleAsync(f => f.PersonId == person.Id, cancellation);
        var secret = SecretOf(factor);
        var right = Digits(code) is { Length: Totp.Digits } digits
            ? await IsFreshAsync(person, Totp.StepOf(digits, secret.Seed, time.Now()), cancellation) ? CodeKind.App : CodeKind.None
            : await UseUpAsync(person, secret.HashOf(code), cancellation) ? CodeKind.Recovery : CodeKind.None;
        if (right != CodeKind.None)
            await db.SecondFactors.Where(f => f.PersonId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.Tries, 0).SetProperty(f => f.ClosedUntil, (DateTime?)null), cancellation);
        return right;
    }

    /// <returns>The new recovery codes; null if password or code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> RenewCodesAsync(Person person, string? password, string code, CancellationToken cancellation = default)
    {
        if (!await ProvesAsync(person, password, code, cancellation)) return null;
        var factor = await db.SecondFactors.AsNoTracking().SingleAsync(f => f.PersonId == person.Id, cancellation);
        var codes = await RenewAsync(person, SecretOf(factor), cancellation);
        await db.SaveChangesAsync(cancellation);
        return codes;
    }

    /// <returns>False if password or code is wrong.</returns>
    public async Task<bool> TurnOffAsync(Person person, string? password, string code, CurrentSession session, CancellationToken cancellation = default)
    {
        if (!await ProvesAsync(person, password, code, cancellation)) return false;
        await RemoveAsync(person, cancellation);
        notifier.SecondFactorOff(person);
        await SaveAsync(person, session.Id, secondFactor: false, cancellation);
        return true;
    }

    /// <summary>For somebody who has lost app and codes, by an operator who knows them: signs them out everywhere, and says so by mail.</summary>
    public async Task ResetAsync(Person person, CancellationToken cancellation = default)
    {
        await RemoveAsync(person, cancellation);
        notifier.SecondFactorReset(person);
        await SaveAsync(person, kept: null, secondFactor: false, cancellation);
    }

    private async Task RemoveAsync(Person person, CancellationToken cancellation)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.PersonId == person.Id).ToListAsync(cancellation));
        db.SecondFactors.Remove(await db.SecondFactors.SingleAsync(f => f.PersonId == person.Id, cancellation));
        person.TwoFactorEnabled = false;
    }

    private async Task<SecondFactor> AddAsync(Person person, CancellationToken cancellation)
    {
        var wrapped = ring.Wrap(SecondFactorSecret.Create().Bytes, SecondFactor.Purpose(person.Id));
        var factor = new SecondFactor { PersonId = person.Id, MasterKeyId = wrapped.MasterKeyId, WrappedSecret = wrapped.Bytes };
        db.SecondFactors.Add(factor);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return factor;
        }
        catch (DbUpdateException)
        {
            // the page was opened twice at once
            db.Entry(factor).State = EntityState.Detached;
            return await db.SecondFactors.SingleAsync(f => f.PersonId == person.Id, cancellation);
        }
    }

    private async Task<List<string>> RenewAsync(Person person, SecondFactorSecret secret, CancellationToken cancellation)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.PersonId == person.Id).ToListAsync(cancellation));
        var codes = Enumerable.Range(0, Codes).Select(_ => SecondFactorSecret.NewRecoveryCode()).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { Id = time.NewId(), PersonId = person.Id, Hash = secret.HashOf(code) }));
        return codes;
    }

    /// <summary>Identity saves the whole context: the change, the mail and the new stamp, which ends every other session, are one transaction.</summary>
    private async Task SaveAsync(Person person, Guid? kept, bool secondFactor, CancellationToken cancellation)
    {
        var saved = await people.UpdateSecurityStampAsync(person);
        if (!saved.Succeeded) throw new DbUpdateConcurrencyException(string.Join(", ", saved.Errors.Select(e => e.Code)));
        if (kept is { } session) await sessions.MarkAsync(session, secondFactor, cancellation);
        await sessions.EndOthersAsync(person.Id, kept, cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
    }

    /// <summary>Accounts without a password (the demo's) have only the code to prove themselves.</summary>
    private async Task<bool> ProvesAsync(Person person, string? password, string code, CancellationToken cancellation) =>
        (person.PasswordHash is null || await people.CheckPasswordAsync(person, password ?? "")) && await CheckAsync(person, code, cancellation) != CodeKind.None;

    /// <summary>The last try closes the door behind itself; a right code opens it again.</summary>
    private async Task<bool> TakeTryAsync(Person person, CancellationToken cancellation)
    {
        var now = time.Now();
        var (limit, until) = (options.Value.FailuresUntilLockout, now + options.Value.Lockout);
        return await db.SecondFactors.Where(f => f.PersonId == person.Id && (f.ClosedUntil == null || f.ClosedUntil <= now)).ExecuteUpdateAsync(set => set
            .SetProperty(f => f.Tries, f => f.ClosedUntil == null ? f.Tries + 1 : 1)
            .SetProperty(f => f.ClosedUntil, f => f.ClosedUntil == null && f.Tries + 1 >= limit ? until : null), cancellation) == 1;
    }

    private async Task<bool> IsFreshAsync(Person person, long? step, CancellationToken cancellation) => step is { } taken
        && await db.SecondFactors.Where(f => f.PersonId == person.Id && f.LastStep < taken).ExecuteUpdateAsync(set => set.SetProperty(f => f.LastStep, taken), cancellation) == 1;

    private async Task<bool> UseUpAsync(Person person, byte[] hash, CancellationToken cancellation)
    {
        // the hash is keyed: comparing it in the database tells nobody how near a guess was
        if (await db.RecoveryCodes.SingleOrDefaultAsync(c => c.PersonId == person.Id && c.UsedAt == null && c.Hash == hash, cancellation) is not { } code) return false;
        code.UsedAt = time.Now();
        var left = await db.RecoveryCodes.CountAsync(c => c.PersonId == person.Id && c.UsedAt == null && c.Id != code.Id, cancellation);
        notifier.RecoveryCodeUsed(person, left);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
        await nudge.WakeAsync<EmailJob>(cancellation);
        return true;
    }

    private SecondFactorSecret SecretOf(SecondFactor factor) =>
        new(ring.Unwrap(new WrappedSecret(factor.MasterKeyId, factor.WrappedSecret), SecondFactor.Purpose(factor.PersonId)));

    /// <summary>Apps show the code in two groups; people type it so.</summary>
    private static string Digits(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c))) is { Length: Totp.Digits } digits && digits.All(char.IsAsciiDigit) ? digits : "";
}
