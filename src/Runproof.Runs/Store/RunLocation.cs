namespace Runproof.Runs.Store;

/// <summary>Where a run lies.</summary>
/// <param name="Name">The run's name in its store, or the path that was given for a file outside.</param>
/// <param name="TracePath">Full path of its trace.</param>
/// <param name="IsOwn">Whether the run lies in the store that was asked, which then knows what the run claimed.</param>
public sealed record RunLocation(string Name, string TracePath, bool IsOwn)
{
    /// <summary>Full path of the receipt that lies beside the trace where the run was proved.</summary>
    public string ReceiptPath => Path.Combine(Path.GetDirectoryName(TracePath)!, StoreLayout.ReceiptName);

    /// <summary>Full path of the claim as a file of its own, which audited runs have.</summary>
    public string ClaimPath => Path.Combine(Path.GetDirectoryName(TracePath)!, StoreLayout.ClaimName);

    /// <summary>Full path of the signature of the claim, where there is one.</summary>
    public string SignaturePath => Path.Combine(Path.GetDirectoryName(TracePath)!, StoreLayout.SignatureName);
}
