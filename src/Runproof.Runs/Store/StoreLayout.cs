using Runproof.Core.Hashing;

namespace Runproof.Runs.Store;

/// <summary>Where everything lies in a store.</summary>
internal sealed class StoreLayout(string root)
{
    public const string VersionText = "runproof-store 1\n";
    public const string TraceName = "trace";
    public const string ReceiptName = "receipt";
    public const string ClaimName = "claim";
    public const string SignatureName = "claim.sig";

    public string Root { get; } = Path.GetFullPath(root);

    public string Version => Path.Combine(Root, "version");

    public string Lock => Path.Combine(Root, "lock");

    public string Objects => Path.Combine(Root, "objects");

    public string Runs => Path.Combine(Root, "runs");

    public string Pins => Path.Combine(Root, "pins");

    public string Temporary => Path.Combine(Root, "tmp");

    public string Demo => Path.Combine(Root, "demo");

    public string Models => Path.Combine(Root, "models");

    public string Claims => Path.Combine(Root, "claims.log");

    // Only for ids that RunId accepts: anything else could leave the store.
    public string Run(string id) => Path.Combine(Runs, Checked(id));

    public string Trace(string id) => Path.Combine(Run(id), TraceName);

    public string Receipt(string id) => Path.Combine(Run(id), ReceiptName);

    public string Pin(string id) => Path.Combine(Pins, Checked(id));

    public string Object(Digest digest)
    {
        var name = digest.ToString();
        return Path.Combine(Objects, name[..2], name[2..]);
    }

    public string NewTemporary() => Path.Combine(Temporary, Guid.NewGuid().ToString("n"));

    private static string Checked(string id) =>
        RunId.IsValid(id) ? id : throw new ArgumentException($"'{id}' is not the name of a run.", nameof(id));
}
