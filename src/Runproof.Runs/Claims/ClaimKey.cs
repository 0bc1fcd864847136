using System.Security.Cryptography;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Claims;

/// <summary>A key on P-256 that signs claims, or checks their signatures.</summary>
public sealed class ClaimKey : IDisposable
{
    private const int Bits = 256;
    private const string Curve = "1.2.840.10045.3.1.7";

    private readonly string _path;

    private ClaimKey(ECDsa key, string path)
    {
        Key = key;
        _path = path;
    }

    /// <summary>Names the public key.</summary>
    public Digest Digest => ClaimSignature.DigestOf(Key);

    /// <summary>The key.</summary>
    internal ECDsa Key { get; }

    /// <summary>Reads a key from a file in PEM.</summary>
    /// <param name="path">The file: a private key to sign with, a public or a private one to check with.</param>
    /// <exception cref="RunproofException">It is no such key (<see cref="SignatureErrors.Key"/>).</exception>
    public static ClaimKey Read(string path)
    {
        string pem = File.ReadAllText(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != Bits || key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != Curve)
                throw NoKey(path, "the key is on another curve than P-256");
            return new ClaimKey(key, path);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw NoKey(path, $"the file is no key in PEM: {exception.Message}");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs a claim.</summary>
    /// <param name="claim">Digest of the claim.</param>
    /// <exception cref="RunproofException">The key is a public one (<see cref="SignatureErrors.Key"/>).</exception>
    public ClaimSignature Sign(Digest claim)
    {
        try
        {
            return new ClaimSignature(claim, Digest, Key.SignHash(ClaimSignature.MessageOf(claim), DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }
        catch (CryptographicException)
        {
            throw NoKey(_path, "the key is a public one, with which nothing can be signed");
        }
    }

    /// <inheritdoc />
    public void Dispose() => Key.Dispose();

    private static RunproofException NoKey(string path, string message) => new(new Diagnostic(
        SignatureErrors.Key, Phase.Read, path, message, "openssl ecparam -name prime256v1 -genkey -noout, and openssl ec -pubout for the public half"));
}
