namespace FaceML.Evaluation.Tests.Protocols;

/// <summary>What a reader says of a file that is not of its form.</summary>
internal static class FormatErrors
{
    /// <summary>Reading fails, and the error names the file, the line and the problem.</summary>
    public static void AssertNamed(string file, int line, string problem, Func<object?> read)
    {
        var error = Assert.ThrowsExactly<Evaluation.Protocols.ProtocolFormatException>(read);
        Assert.AreEqual((file, line), (error.File, error.Line));
        StringAssert.StartsWith(error.Message, line > 0 ? $"{file}({line}): " : $"{file}: ");
        StringAssert.Contains(error.Message, problem);
    }
}
