using FaceML.Reports;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace FaceML.Interactive;

/// <summary>
/// Shows FaceML's values in a notebook: loaded by the kernel that references the package, or by <see cref="Load"/>.
/// </summary>
public sealed class FaceMLExtension : IKernelExtension
{
    /// <summary>Registers a formatter for each of <see cref="FaceHtml.Types"/>.</summary>
    public static void Load()
    {
        foreach (Type type in FaceHtml.Types)
        {
            Formatter.Register(type, (value, writer) => writer.Write(FaceHtml.Of(value)), HtmlFormatter.MimeType);
        }
    }

    /// <inheritdoc/>
    public Task OnLoadAsync(Kernel kernel)
    {
        Load();
        return Task.CompletedTask;
    }
}
