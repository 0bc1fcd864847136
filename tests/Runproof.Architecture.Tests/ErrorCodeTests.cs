using System.Reflection;
using Runproof.Core.Diagnostics;

namespace Runproof.Architecture.Tests;

public sealed class ErrorCodeTests
{
    private const string Page = "docs/errors.md";

    private static readonly (string Field, ErrorCode Code)[] Codes =
    [
        .. from assembly in Repository.ProductAssemblies
           from type in assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.FieldType == typeof(ErrorCode)
           select ($"{type.Name}.{field.Name}", (ErrorCode)field.GetValue(null)!),
    ];

    [Fact]
    public void Names_are_unique_and_look_alike()
    {
        Assert.NotEmpty(Codes);
        Assert.Empty(Codes.GroupBy(entry => entry.Code.Name).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.All(Codes, entry => Assert.Matches("^E_[A-Z0-9]+(_[A-Z0-9]+)*$", entry.Code.Name));
        Assert.All(Codes, entry => Assert.True(Enum.IsDefined(entry.Code.Class)));
    }

    [Fact]
    public void Every_code_is_explained_and_nothing_else_is()
    {
        var explained = Repository.TableRows(Page, "E_").ToArray();

        Assert.All(explained, row => Assert.True(row.Length == 4 && row.All(cell => cell.Length != 0), $"the row of {row[0]} is not complete"));
        Assert.Equal(
            Codes.Select(entry => $"{entry.Code.Name} exits with {(int)entry.Code.Class}").Order(StringComparer.Ordinal),
            explained.Select(row => $"{row[0]} exits with {row[1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_is_provoked_by_a_test()
    {
        var tests = string.Concat(Repository.Sources.Where(file => file.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read));

        var unprovoked = from entry in Codes where !tests.Contains(entry.Field, StringComparison.Ordinal) select entry.Field;

        Offenders.None(unprovoked);
    }
}
