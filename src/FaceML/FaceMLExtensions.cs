namespace FaceML;

/// <summary>
/// Puts FaceML beside ML.NET's own: <c>ml.Faces</c> among the catalogs, saved pipelines in the pool, passes over data that are watched and
/// can be ended early.
/// </summary>
public static partial class FaceMLExtensions
{
    extension(MLContext ml)
    {
        /// <summary>
        /// FaceML's estimators, loaders and saved pipelines. The catalog holds nothing but the context: asking again costs nothing.
        /// </summary>
        /// <exception cref="ArgumentNullException">The context is null.</exception>
        public FaceCatalog Faces => new(ml);
    }

    /// <summary>
    /// The same view, whose cursors end with an <see cref="OperationCanceledException"/> at the next row once
    /// <paramref name="cancellation"/> asks for it. Put it on the data at the start: <c>pipeline.Fit(pairs.WithCancellation(token))</c>
    /// ends fitting, <c>model.Transform(pairs.WithCancellation(token))</c> scoring.
    /// </summary>
    /// <remarks>ML.NET's own way to cancel is internal to it (<c>MLContext.CancelExecution</c>); this works with every stage, whoever wrote
    /// it.</remarks>
    /// <param name="view">The data.</param>
    /// <param name="cancellation">Asks for the end.</param>
    public static IDataView WithCancellation(this IDataView view, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new ObservedDataView(view, _ => cancellation.ThrowIfCancellationRequested());
    }

    /// <summary>The same view, which reports how many rows of the pass have been read, beginning with 1 for the first.</summary>
    /// <param name="view">The data. An estimator may pass over it more than once; each pass counts from 1.</param>
    /// <param name="progress">Is told on the thread that reads.</param>
    public static IDataView WithProgress(this IDataView view, IProgress<long> progress)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(progress);
        return new ObservedDataView(view, rows =>
        {
            if (rows > 0)
            {
                progress.Report(rows);
            }
        });
    }
}
