// A page of a list.
using System.Collections.Generic;

namespace Fleet.Server.Http;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The entries in their order.</param>
/// <param name="Next">
/// Given back as <c>after</c>, it continues the list; null at the end, or when the list has no more pages.
/// </param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
