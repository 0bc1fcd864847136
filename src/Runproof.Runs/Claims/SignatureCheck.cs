using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Claims;

/// <summary>Checks the signature that lies beside a claim.</summary>
public static class SignatureCheck
{
    private const string Name = "the claim is signed with the key";

    /// <summary>Checks it.</summary>
    /// <param name="key">The key that has to have signed.</param>
    /// <param name="path">The file of the signature.</param>
    /// <param name="claim">Digest of the claim; null where the run has none.</param>
    public static Check Of(ClaimKey key, string path, Digest? claim)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (claim is not { } digest)
            return new Check(Name, Verification.NotAttempted);
        if (!File.Exists(path))
            return new Check(Name, Verification.Inconclusive, 0, new Diagnostic(SignatureErrors.Missing, Phase.Verify, path, "there is no signature beside the claim", "the file claim.sig of whoever made the claim"));
        if (!ClaimSignature.TryRead(File.ReadAllBytes(path), path, out ClaimSignature? signature, out Diagnostic? error))
            return new Check(Name, Verification.Failed, 0, error);
        return signature.Problem(digest, key.Key, path) is { } problem ? new Check(Name, Verification.Failed, 0, problem) : new Check(Name, Verification.Passed, 1);
    }
}
