using System.Diagnostics.CodeAnalysis;

namespace FaceML;

/// <summary>
/// What FaceML adds to an <see cref="MLContext"/>, reached as <c>ml.Faces</c>: estimators, loaders, pipelines, and the saved file.
/// </summary>
/// <remarks>
/// Each feature adds its part in its own folder. Members follow ML.NET's conventions: output column first,
/// input column second (null means the same name), then the few settings everybody sets, then an overload
/// with an options class. Safe to use from several threads.
/// </remarks>
[SuppressMessage("Performance", "CA1822:Mark members as static",
    Justification = "Members of an ML.NET catalog are called on the catalog, whether or not they need the context.")]
public sealed partial class FaceCatalog
{
    internal FaceCatalog(MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Context = context;
    }

    internal MLContext Context { get; }
}
