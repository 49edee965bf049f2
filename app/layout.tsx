import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { FONT_CLASSES } from "@/app/fonts";
import { pageBrand } from "@/app/page-brand";
import { readTheme, THEME_COLORS, THEME_COOKIE } from "@/components/portal/theme";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  // Reading the request keeps it out of the build, which knows no settings.
  const brand = await pageBrand();
  return {
    metadataBase: new URL(brand.baseUrl),
    title: { default: `${brand.name}: how well do two people fit?`, template: `%s · ${brand.name}` },
    description:
      "Answer short statements, see 32 traits of yours with an honest range, and learn how well two people fit. Free.",
  };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  if (theme !== "system") return { themeColor: THEME_COLORS[theme] };
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: THEME_COLORS.light },
      { media: "(prefers-color-scheme: dark)", color: THEME_COLORS.dark },
    ],
  };
}

async function chosenTheme() {
  return readTheme((await cookies()).get(THEME_COOKIE)?.value);
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page renders at request time, which reading a cookie asks for: the nonce of its Content-Security-Policy is
  // made by proxy.ts per request.
  const theme = await chosenTheme();
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme} className={FONT_CLASSES}>
      <body className="flex min-h-dvh flex-col font-sans text-base antialiased">
        <a
          href="#content"
          className="absolute top-3 left-3 z-20 -translate-y-20 rounded-md bg-plum px-4 py-2.5 font-medium text-on-plum focus:translate-y-0"
        >
          Skip to content
        </a>
        {children}
      </body>
    </html>
  );
}
