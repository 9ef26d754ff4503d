namespace Microsoft.ML;

/// <summary>Puts the current row's value of one column into <paramref name="value"/>, reusing the buffers it holds where that is possible.</summary>
/// <typeparam name="TValue">The raw type of the column.</typeparam>
/// <param name="value">On entry any valid value of the type, whose buffers may be overwritten; on return the row's value.</param>
public delegate void ValueGetter<TValue>(ref TValue value);
