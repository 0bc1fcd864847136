using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Verifier.Receipts;

namespace Runproof.Cli.Targets;

/// <summary>The options by which a verifier asks for proofs of its own: a nonce, and how many steps it draws with it.</summary>
internal static class NonceOption
{
    /// <summary>The option <c>--nonce</c>.</summary>
    public static Option<string> Nonce(string description) => new("--nonce") { Description = description, HelpName = "HEX" };

    /// <summary>The option <c>--sample</c>.</summary>
    public static Option<int?> Sample(string description) => new("--sample") { Description = description, HelpName = "K" };

    /// <summary>The bytes of a nonce; null where none is given.</summary>
    /// <exception cref="Core.Diagnostics.RunproofException">The text is no nonce.</exception>
    public static ReadOnlyMemory<byte>? Read(ParseResult arguments, Option<string> option)
    {
        if (arguments.GetValue(option) is not { } hex)
            return null;
        try
        {
            var bytes = Convert.FromHexString(hex);
            if (bytes.Length is > 0 and <= ReceiptProof.MaxNonceLength)
                return bytes;
        }
        catch (FormatException)
        {
        }

        throw UsageError.Of(option.Name, $"'{hex}' is not 1 to {ReceiptProof.MaxNonceLength} bytes in hex", "an even number of hex digits, such as 00ff");
    }

    /// <summary>The size of a sample; null where none is given.</summary>
    /// <exception cref="Core.Diagnostics.RunproofException">It is no size, or there is no nonce to draw it with.</exception>
    public static int? Read(ParseResult arguments, Option<int?> option, ReadOnlyMemory<byte>? nonce)
    {
        if (arguments.GetValue(option) is not { } count)
            return null;
        if (count < 1)
            throw UsageError.Of(option.Name, $"a sample of {count} steps shows nothing", "a number of steps, such as 3");
        if (nonce is null)
            throw UsageError.Of(option.Name, "a sample is drawn with a nonce, and none is given", "--nonce HEX with bytes that the verifier drew after it had the claim");
        return count;
    }
}
