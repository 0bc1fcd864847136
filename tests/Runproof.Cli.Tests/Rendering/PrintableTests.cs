using Runproof.Cli.Rendering;

namespace Runproof.Cli.Tests.Rendering;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("conv1/weight [3,é,漢]", "conv1/weight [3,é,漢]")]
    [InlineData("a\e[2Jb", "a\\u{1b}[2Jb")]
    [InlineData("a\r\nb\tc\0", "a\\u{d}\\u{a}b\\u{9}c\\u{0}")]
    [InlineData("\u009b31m\u202eevil\u2028", "\\u{9b}31m\\u{202e}evil\\u{2028}")]
    public void A_name_cannot_steer_the_terminal(string name, string printed) => Assert.Equal(printed, Printable.Of(name));
}
