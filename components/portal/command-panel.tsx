"use client";

import { Command } from "cmdk";
import { CornerDownLeft, Moon, Search, Sun, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import type { CommandEntry, NavigationGroup } from "@/components/portal/navigation";
import { setTheme } from "@/components/portal/set-theme";
import "@/components/ui/style-nonce";

interface CommandPanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  navigation: readonly NavigationGroup[];
  entries: readonly CommandEntry[];
}

const GROUP =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted";

/** What `CommandMenu` opens; loaded only then. */
export default function CommandPanel({ open, onOpenChange, navigation, entries }: CommandPanelProps) {
  const router = useRouter();
  const act = (deed: () => void) => () => {
    onOpenChange(false);
    deed();
  };
  const go = (href: string) => act(() => router.push(href));
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#120d11]/55 motion-safe:data-[state=open]:animate-appear" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto max-w-xl overflow-hidden rounded-2xl border border-line bg-card shadow-2xl outline-none motion-safe:data-[state=open]:animate-rise sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">Go to a page or action</Radix.Title>
          <Command label="Pages and actions" loop>
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden size={18} className="shrink-0 text-muted" />
              <Command.Input
                placeholder="Page or action…"
                className="min-h-13 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
              <kbd className="rounded border border-line bg-sunken px-1.5 font-sans text-xs text-muted">
                Esc
              </kbd>
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5 pb-2">
              <Command.Empty className="px-3 py-8 text-center text-sm text-muted">
                Nothing of that name here.
              </Command.Empty>
              {navigation.map((group) => (
                <Command.Group
                  key={group.label ?? "Pages"}
                  heading={group.label ?? "Pages"}
                  className={GROUP}
                >
                  {group.items.map(({ href, label, icon, keywords }) => (
                    <Entry
                      key={href}
                      value={`${label} ${href}`}
                      keywords={keywords}
                      onSelect={go(href)}
                      icon={icon}
                    >
                      {label}
                    </Entry>
                  ))}
                </Command.Group>
              ))}
              {entries.length > 0 && (
                <Command.Group heading="Actions" className={GROUP}>
                  {entries.map(({ href, label, keywords }) => (
                    <Entry
                      key={label}
                      value={label}
                      keywords={keywords}
                      onSelect={go(href)}
                      icon={<CornerDownLeft />}
                    >
                      {label}
                    </Entry>
                  ))}
                </Command.Group>
              )}
              <Command.Group heading="Theme" className={GROUP}>
                <Entry value="Light theme" onSelect={act(() => setTheme("light"))} icon={<Sun />}>
                  Light theme
                </Entry>
                <Entry value="Dark theme" onSelect={act(() => setTheme("dark"))} icon={<Moon />}>
                  Dark theme
                </Entry>
                <Entry
                  value="Theme of the system"
                  onSelect={act(() => setTheme("system"))}
                  icon={<SunMoon />}
                >
                  Theme of the system
                </Entry>
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface EntryProps {
  value: string;
  keywords?: string | undefined;
  onSelect: () => void;
  icon: ReactNode;
  children: ReactNode;
}

function Entry({ value, keywords, onSelect, icon, children }: EntryProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords === undefined ? [] : keywords.split(" ")}
      onSelect={onSelect}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 text-sm data-[selected=true]:bg-sunken [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      {children}
    </Command.Item>
  );
}
