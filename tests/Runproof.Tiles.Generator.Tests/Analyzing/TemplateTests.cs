using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Runproof.Tiles.Generator.Tests.Generating;

namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>What <c>runproof init</c> writes: it compiles without a diagnostic, and its tests pass.</summary>
public sealed class TemplateTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using Xunit;";

    [Fact]
    public async Task The_template_compiles_breaks_no_rule_and_passes_its_tests()
    {
        var compiled = new Compiled([Usings, .. new[] { "Line", "Invoice", "InvoiceTests" }.Select(Read)]);
        Assert.Null(compiled.Run().Exception);
        var found = await compiled.Output.WithAnalyzers(Analyzed.Analyzers).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(found.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id.StartsWith("RP", StringComparison.Ordinal)));

        using var image = new MemoryStream();
        Assert.True(compiled.Output.Emit(image).Success);
        Type tests = Assembly.Load(image.ToArray()).GetType("Some.Assembly.Tests.InvoiceTests", throwOnError: true)!;
        int passed = 0;
        foreach (MethodInfo test in tests.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
        {
            object?[][] rows = [.. test.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data), .. test.GetParameters().Length == 0 ? new object?[][] { [] } : []];
            foreach (object?[] row in rows)
            {
                test.Invoke(Activator.CreateInstance(tests), [.. row.Zip(test.GetParameters(), (value, parameter) => Convert.ChangeType(value, parameter.ParameterType, System.Globalization.CultureInfo.InvariantCulture))]);
                passed++;
            }
        }

        Assert.Equal(6, passed);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(DiagnosticPage.Folder, $"../../../src/Runproof.Cli/Templates/Tiles/{name}.cs.txt"))
        .Replace("{name}", "Some.Assembly", StringComparison.Ordinal).Replace("{generated}", "Some_Assembly", StringComparison.Ordinal);
}
